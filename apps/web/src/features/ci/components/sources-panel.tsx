import { useInfiniteQuery } from '@tanstack/react-query';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  Button,
  Dialog,
  Dim,
  EmptyState,
  MoreRows,
  Panel,
  Pill,
  QueryView,
  Row,
  RowList,
  TimeAgo,
} from '../../../components/ui';
import type { CiSource, CreatedCiSource } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { ciSourcesQuery } from '../api/sources';
import { HEALTH_TONES, healthOf } from '../model/looks';
import { SecretOnce } from './setup-steps';
import { SourceForm, type ProjectChoice } from './source-form';

/** Of one project, or of all that the person may see when it is empty. */
export function CiSourcesPanel(props: {
  readonly projectId: string;
  /** Those where the person may make one. */
  readonly projects: readonly ProjectChoice[];
}) {
  const { projectId, projects } = props;
  const t = useTranslate();
  const navigate = useNavigate();
  const query = useInfiniteQuery(ciSourcesQuery(projectId));
  const [isCreating, setIsCreating] = useState(false);
  const [created, setCreated] = useState<CreatedCiSource | null>(null);
  const { rows } = pagedRows(query);
  const create = (
    <Button
      size="xs"
      icon={<IconPlus size={14} />}
      unavailable={projects.length === 0 ? t('ci.source.forAdmins') : null}
      onClick={() => setIsCreating(true)}
    >
      {t('ci.source.new')}
    </Button>
  );
  const goOn = (): void => {
    if (created) void navigate(`/settings/builds/${created.source.id}`);
    setCreated(null);
  };
  return (
    <Panel title={t('ci.sources')} isFlush aside={create}>
      <QueryView query={query} what={t('ci.sources')} rows={2} rowHeight={64}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon={<IconPlugConnected size={22} />}
              title={t('ci.source.none')}
              text={t('ci.source.noneText')}
            />
          ) : (
            <RowList label={t('ci.sources')}>
              {rows.map((source) => (
                <SourceRow key={source.id} source={source} hasProject={projectId === ''} />
              ))}
            </RowList>
          )
        }
      </QueryView>
      <MoreRows query={query} />
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} title={t('ci.source.new')}>
        <SourceForm
          source={null}
          projects={projects}
          projectId={projectId}
          onCreated={(answer) => {
            setIsCreating(false);
            setCreated(answer);
          }}
          onDone={() => setIsCreating(false)}
        />
      </Dialog>
      <Dialog isOpen={created !== null} onClose={goOn} title={created?.source.name ?? ''} size="lg">
        {created && <SecretOnce source={created.source} secret={created} onClose={goOn} />}
      </Dialog>
    </Panel>
  );
}

function SourceRow({ source, hasProject }: { readonly source: CiSource; readonly hasProject: boolean }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { id, name, kind, projectCode, lastDeliveryAt, rules, circuit } = source;
  return (
    <Row
      head={
        <>
          <Link to={`/settings/builds/${id}`}>{name}</Link>
          <SourceHealth source={source} />
          <span>{t(`ci.kind.${kind}`)}</span>
          {hasProject && <code>{projectCode}</code>}
        </>
      }
    >
      <Dim>
        {lastDeliveryAt ? (
          <>
            {t('ci.source.lastCall')} <TimeAgo iso={lastDeliveryAt} />
          </>
        ) : (
          t('ci.source.noCall')
        )}
        {' · '}
        {t('ci.source.rules', { count: rules })}
      </Dim>
      {circuit.error && <Dim>{localized(circuit.error)}</Dim>}
    </Row>
  );
}

export function SourceHealth({ source }: { readonly source: CiSource }) {
  const t = useTranslate();
  const health = healthOf(source);
  return <Pill tone={HEALTH_TONES[health]}>{t(`ci.health.${health}`)}</Pill>;
}
