import { useQuery } from '@tanstack/react-query';
import { IconArrowsLeftRight, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { Button, Notice, Panel, Pill, QueryView, Time } from '../components/ui';
import { configQuery } from '../features/config/api/config-files';
import { ComparePanel } from '../features/config/components/compare-panel';
import styles from '../features/config/components/config.module.css';
import { DraftTab } from '../features/config/components/draft/draft-tab';
import { EffectiveTab } from '../features/config/components/effective-tab';
import { FileMenu } from '../features/config/components/file-menu';
import { HistoryTab } from '../features/config/components/history/history-tab';
import { InstancesTab } from '../features/config/components/instances-tab';
import { LayerSwitch } from '../features/config/components/layer-switch';
import { formatName } from '../features/config/components/list/file-table';
import { PublishDialog, type PublishSources } from '../features/config/components/publish-dialog';
import {
  comparisonOf,
  comparisonText,
  layerName,
  type Comparison,
} from '../features/config/model/comparison';
import { BASE } from '../features/config/model/draft';
import { FILE_TABS, fileTabOf, type FileTab } from '../features/config/model/tabs';
import { useRights } from '../features/config/model/use-rights';
import { projectQuery } from '../features/projects/api/get-project';
import { strategyTemplatesQuery } from '../features/releases/api/strategy-templates';
import type { ConfigEnvironment, ConfigFile } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';

export default function ConfigFileRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(configQuery(id));
  if (query.data) return <FilePage key={query.data.id} file={query.data} />;
  return (
    <Page title={t('config.file')} crumb={{ to: '/config', label: t('nav.config') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('config.file')} rows={6}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

const FILTERS = ['tab', 'layer', 'compare', 'line'] as const;

function FilePage({ file }: { readonly file: ConfigFile }) {
  const t = useTranslate();
  const filters = useUrlFilters(FILTERS);
  const rights = useRights(file.projectId, file.archivedAt !== null);
  const sources = usePublishSources(file);
  const [reviewed, setReviewed] = useState<string | null>(null);
  const tab = fileTabOf(filters.values.tab);
  const comparison = comparisonOf(filters.values.compare);
  const { layer, environment } = placeOf(file, filters.values.layer, tab);
  const review = (): void => setReviewed((environment ?? firstToPublish(file))?.code ?? null);
  const reviewedIn = file.environments.find(({ code }) => code === reviewed);
  const compare = (chosen: Comparison | null): void =>
    filters.set({ compare: chosen ? comparisonText(chosen) : '' });
  return (
    <Page
      title={file.name}
      documentTitle={`${file.name} · ${layerName(layer, file, t)} · ${t(`config.tab.${tab}`)} · ${file.projectCode}`}
      crumb={{ to: `/config?project=${file.projectId}`, label: t('nav.config') }}
      isProduction={environment?.isProduction ?? false}
      beside={<Marks file={file} />}
      lead={<Lead file={file} />}
      actions={
        <>
          <FileMenu file={file} environment={environment} rights={rights} />
          {file.environments.length > 0 && (
            <Button
              icon={<IconArrowsLeftRight size={16} aria-hidden />}
              onClick={() => compare(comparison ? null : startOf(file, environment))}
            >
              {t('config.compare')}
            </Button>
          )}
          {tab !== 'draft' && (
            <Button tone="primary" icon={<IconRocket size={16} aria-hidden />} onClick={review}>
              {t('config.review')}
            </Button>
          )}
        </>
      }
    >
      {file.archivedAt !== null && <Notice kind="info">{t('config.isArchived')}</Notice>}
      <PageTabs
        label={t('config.tabs')}
        tabs={FILE_TABS.map((one) => ({
          to: `?${searchOf(one, filters.values.layer)}`,
          label: t(`config.tab.${one}`),
          isCurrent: one === tab,
        }))}
      />
      <LayerSwitch
        file={file}
        current={layer}
        hasBase={tab === 'draft' || tab === 'history'}
        onSelect={(chosen) => filters.set({ layer: chosen === BASE ? '' : chosen, line: '' })}
      />
      {comparison && (
        <ComparePanel
          file={file}
          comparison={comparison}
          rights={rights}
          onChange={compare}
          onClose={() => compare(null)}
        />
      )}
      {tab === 'draft' && (
        <DraftTab
          file={file}
          layer={layer}
          rights={rights}
          line={Number(filters.values.line) || null}
          onReview={review}
        />
      )}
      {tab === 'history' && (
        <HistoryTab
          file={file}
          layer={layer}
          rights={rights}
          onCompare={(from, to) => compare({ from, to })}
        />
      )}
      {tab === 'effective' && environment && <EffectiveTab file={file} environment={environment} />}
      {tab === 'instances' && environment && <InstancesTab file={file} environment={environment} />}
      {environment === null && (tab === 'effective' || tab === 'instances') && (
        <p className={styles.dim}>{t('config.noEnvironments')}</p>
      )}
      {reviewedIn && (
        <PublishDialog
          key={reviewedIn.code}
          file={file}
          environment={reviewedIn}
          rights={rights}
          sources={sources}
          onEnvironment={setReviewed}
          onClose={() => setReviewed(null)}
        />
      )}
    </Page>
  );
}

/** The base has nothing of its own on hosts, so looks at those fall back to an environment. */
function placeOf(
  file: ConfigFile,
  wanted: string,
  tab: FileTab,
): { readonly layer: string; readonly environment: ConfigEnvironment | null } {
  const own = file.environments.find(({ code }) => code === wanted) ?? null;
  if (own) return { layer: own.code, environment: own };
  if (tab === 'draft' || tab === 'history') return { layer: BASE, environment: null };
  const first = file.environments[0] ?? null;
  return { layer: first?.code ?? BASE, environment: first };
}

const firstToPublish = ({ environments }: ConfigFile): ConfigEnvironment | undefined =>
  environments.find(({ hasChanges, underway }) => hasChanges && !underway) ?? environments[0];

/** What is most likely wanted: what the environment has and its draft, else the environment before it and its own. */
function startOf({ environments }: ConfigFile, environment: ConfigEnvironment | null): Comparison {
  if (environment?.stable) return { from: `published:${environment.code}`, to: `draft:${environment.code}` };
  const at = environment ? environments.indexOf(environment) : 1;
  const target = environments[at] ?? environments[0];
  const source = environments[at - 1] ?? environments[at + 1] ?? target;
  return { from: `draft:${source?.code ?? ''}`, to: `draft:${target?.code ?? ''}` };
}

function searchOf(tab: FileTab, layer: string): string {
  const params = new URLSearchParams();
  if (tab !== 'draft') params.set('tab', tab);
  if (layer !== '') params.set('layer', layer);
  return params.toString();
}

/** Templates and nodes belong to other features; the page brings them for the last look before a release. */
function usePublishSources(file: ConfigFile): PublishSources {
  const templates = useQuery(strategyTemplatesQuery(file.projectId)).data?.items ?? [];
  const project = useQuery(projectQuery(file.projectCode)).data;
  return {
    templates,
    nodeCounts: new Map(project?.environments.map(({ code, nodeCount }) => [code, nodeCount])),
  };
}

function Marks({ file }: { readonly file: ConfigFile }) {
  const t = useTranslate();
  return (
    <>
      <Pill tone="slate">{formatName(file.format, t)}</Pill>
      {file.isSecret && <Pill tone="violet">{t('config.secretFile')}</Pill>}
      {file.schema && <Pill tone="grey">{t('config.hasSchema')}</Pill>}
    </>
  );
}

function Lead({ file }: { readonly file: ConfigFile }) {
  return (
    <span className={styles.lead}>
      <Link to={`/projects/${file.projectCode}`}>{file.projectCode}</Link>
      <code>{file.bin}</code>
      <span>
        {file.changedByName} · <Time iso={file.changedAt} />
      </span>
      {file.description !== '' && <span>{file.description}</span>}
    </span>
  );
}
