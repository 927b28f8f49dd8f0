import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { Page, PageTabs } from '../components/layout';
import { Panel, QueryView } from '../components/ui';
import { BinFilter } from '../features/bins/components/bin-filter';
import { ciSourceQuery } from '../features/ci/api/sources';
import { BuildsPanel } from '../features/ci/components/builds-panel';
import { DeliveriesPanel } from '../features/ci/components/deliveries-panel';
import { CiRulesPanel } from '../features/ci/components/rules-panel';
import { SourceActs } from '../features/ci/components/source-acts';
import { SourcePanel } from '../features/ci/components/source-panel';
import { StartsPanel } from '../features/ci/components/starts-panel';
import { projectQuery } from '../features/projects/api/get-project';
import { strategyTemplatesQuery } from '../features/releases/api/strategy-templates';
import type { CiSource } from '../lib/api';
import { useTranslate } from '../lib/i18n';
import { useUrlFilters } from '../lib/navigation/use-url-filters';
import { canIn, useMe } from '../lib/session';

const TABS = ['rules', 'deliveries', 'builds', 'started'] as const;
const VIEW = ['tab', 'state'] as const;

export default function CiSourceRoute() {
  const t = useTranslate();
  const { id = '' } = useParams();
  const query = useQuery(ciSourceQuery(id));
  if (query.data) return <SourcePage source={query.data} />;
  return (
    <Page title={t('ci.source.one')} crumb={{ to: '/settings/builds', label: t('ci.sources') }}>
      <Panel isFlush>
        <QueryView query={query} what={t('ci.source.one')} rows={5}>
          {() => null}
        </QueryView>
      </Panel>
    </Page>
  );
}

function SourcePage({ source }: { readonly source: CiSource }) {
  const t = useTranslate();
  const me = useMe();
  const navigate = useNavigate();
  const { values, set } = useUrlFilters(VIEW);
  const tabs = TABS.filter((one) => one !== 'started' || source.kind === 'jenkins');
  const tab = tabs.find((one) => one === values.tab) ?? 'rules';
  const mayConfigure = canIn(me, source.projectId, 'configure');
  const mayUpload = canIn(me, source.projectId, 'upload');
  const filter = { state: values.state, onFilter: (state: string) => set({ state }) };
  return (
    <Page
      title={source.name}
      documentTitle={`${t(TAB_LABELS[tab])} · ${source.name}`}
      crumb={{ to: '/settings/builds', label: t('ci.sources') }}
      lead={source.projectCode}
      actions={
        <SourceActs
          source={source}
          mayConfigure={mayConfigure}
          onDeleted={() => void navigate('/settings/builds')}
        />
      }
    >
      <SourcePanel source={source} mayConfigure={mayConfigure} />
      <PageTabs
        label={source.name}
        tabs={tabs.map((one) => ({
          to: `/settings/builds/${source.id}?tab=${one}`,
          label: t(TAB_LABELS[one]),
          isCurrent: one === tab,
        }))}
      />
      {tab === 'rules' && <Rules source={source} mayConfigure={mayConfigure} />}
      {tab === 'deliveries' && <DeliveriesPanel sourceId={source.id} mayReplay={mayUpload} {...filter} />}
      {tab === 'builds' && <BuildsPanel sourceId={source.id} {...filter} />}
      {tab === 'started' && <StartsPanel source={source} mayStart={mayUpload} />}
    </Page>
  );
}

const TAB_LABELS = {
  rules: 'ci.rules',
  deliveries: 'ci.deliveries',
  builds: 'ci.builds',
  started: 'ci.starts',
} as const;

function Rules({ source, mayConfigure }: { readonly source: CiSource; readonly mayConfigure: boolean }) {
  const t = useTranslate();
  const project = useQuery(projectQuery(source.projectId)).data;
  const templates = useQuery(strategyTemplatesQuery(source.projectId)).data;
  return (
    <CiRulesPanel
      source={source}
      mayConfigure={mayConfigure}
      choices={{
        environments: project?.environments ?? [],
        templates: templates?.items ?? [],
        renderBin: (field) => (
          <BinFilter
            {...field}
            projectId={source.projectId}
            label={t('ci.rule.bin')}
            placeholder={t('ci.rule.chooseBin')}
          />
        ),
      }}
    />
  );
}
