import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, EnvironmentTag, Panel, QueryView, Time } from '../../../components/ui';
import type { Baseline, Environment, EnvironmentDrift, Project } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { baselinesQuery } from '../api/baselines';
import { projectDriftQuery } from '../api/drift';
import { BaselineForm } from './baseline-form';
import { DriftPolicyForm } from './drift-policy-form';
import styles from './nodes.module.css';
import { RemoveBaseline } from './remove-baseline';

/** Per environment: what joining nodes get, and what is done about drift. */
export function EnvironmentSteering(props: {
  readonly project: Project;
  readonly bins: readonly string[];
  readonly canOperate: boolean;
  readonly canConfigure: boolean;
}) {
  const { project } = props;
  const t = useTranslate();
  const query = useQuery(projectDriftQuery(project.id));
  return (
    <Panel title={t('baseline.title')} isFlush>
      <QueryView query={query} what={t('baseline.title')} rows={2}>
        {({ items }) => (
          <ul>
            {project.environments.map((environment) => (
              <EnvironmentRow
                key={environment.id}
                {...props}
                environment={environment}
                drift={items.find(({ environmentId }) => environmentId === environment.id)}
              />
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}

function EnvironmentRow(props: {
  readonly project: Project;
  readonly environment: Environment;
  readonly drift: EnvironmentDrift | undefined;
  readonly bins: readonly string[];
  readonly canOperate: boolean;
  readonly canConfigure: boolean;
}) {
  const { project, environment, drift, bins, canOperate, canConfigure } = props;
  const t = useTranslate();
  const [isSetting, setIsSetting] = useState(false);
  const [isChanging, setIsChanging] = useState(false);
  const [removed, setRemoved] = useState<string | null>(null);
  const { data } = useQuery(baselinesQuery(project.id, environment.id));
  const place = { projectId: project.id, environment };
  return (
    <li className={styles.row}>
      <span className={styles.place}>
        <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
      </span>
      <span className={styles.grow}>
        {data?.items.length === 0 && <span className={styles.dim}>{t('baseline.none')}</span>}
        {data?.items.map((baseline) => (
          <BaselineLine
            key={baseline.bin}
            baseline={baseline}
            onRemove={canOperate ? () => setRemoved(baseline.bin) : null}
          />
        ))}
        {drift && <DriftLine projectId={project.id} drift={drift} />}
      </span>
      <span className={styles.marks}>
        {canOperate && bins.length > 0 && (
          <Button size="xs" onClick={() => setIsSetting(true)}>
            {t('baseline.set')}
          </Button>
        )}
        {canConfigure && drift && (
          <Button size="xs" onClick={() => setIsChanging(true)}>
            {t('drift.policy')}
          </Button>
        )}
      </span>
      {isSetting && <BaselineForm {...place} bins={bins} onClose={() => setIsSetting(false)} />}
      {isChanging && drift && (
        <DriftPolicyForm {...place} drift={drift} onClose={() => setIsChanging(false)} />
      )}
      {removed && <RemoveBaseline {...place} bin={removed} onClose={() => setRemoved(null)} />}
    </li>
  );
}

function BaselineLine(props: { readonly baseline: Baseline; readonly onRemove: (() => void) | null }) {
  const { baseline, onRemove } = props;
  const t = useTranslate();
  const who =
    baseline.releaseNumber === null
      ? t('hold.by', { name: baseline.setBy ?? '' })
      : t('baseline.byRelease', { number: baseline.releaseNumber });
  return (
    <span className={styles.marks}>
      <strong>
        {baseline.bin} {baseline.version}
      </strong>
      <span className={styles.dim}>
        {who} · <Time iso={baseline.setAt} />
        {baseline.isWithdrawn && ` · ${t('baseline.withdrawn')}`}
      </span>
      {onRemove && (
        <Button size="compact-xs" tone="danger-text" onClick={onRemove}>
          {t('baseline.remove')}
        </Button>
      )}
    </span>
  );
}

function DriftLine(props: { readonly projectId: string; readonly drift: EnvironmentDrift }) {
  const { projectId, drift } = props;
  const t = useTranslate();
  const count = t('drift.openCount', { count: drift.open });
  const to = `/nodes?project=${projectId}&environment=${drift.environmentId}&mark=drifted`;
  return (
    <span className={styles.sub}>
      {drift.enforcement === 'off' ? t('drift.off') : t('drift.enforce', { count: drift.maxAtOnce })}
      {' · '}
      {drift.open > 0 ? <Link to={to}>{count}</Link> : count}
      {drift.givenUp > 0 && ` · ${t('drift.givenUp', { count: drift.givenUp })}`}
    </span>
  );
}
