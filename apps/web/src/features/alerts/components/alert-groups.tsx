import { useInfiniteQuery } from '@tanstack/react-query';
import { IconBellOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Button, Panel, QueryView, Time } from '../../../components/ui';
import type { Alert, AlertGroup } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { useTranslate } from '../../../lib/i18n';
import { alertGroupsQuery, type AlertFilter } from '../api/list-alerts';
import { SEVERITIES } from '../model/severity-looks';
import { AlertPlace } from './alert-place';
import { AlertRow } from './alert-row';
import styles from './alerts.module.css';
import { OlderButton } from './older-button';
import { SeverityPill } from './severity-pill';
import { TakeAlert } from './take-alert';

/** Alerts that belong together, the newest first; of those that fire, what can be done about them. */
export function AlertGroups(props: {
  readonly state: 'firing' | 'resolved';
  readonly filter: AlertFilter;
  readonly mayOperate: (projectId: string) => boolean;
  readonly onSilence: (alert: Alert) => void;
  readonly whenEmpty: ReactNode;
}) {
  const { state, filter, mayOperate, onSilence, whenEmpty } = props;
  const t = useTranslate();
  const query = useInfiniteQuery(alertGroupsQuery(state, filter));
  const [taken, setTaken] = useState<Alert | null>(null);
  const { rows: found } = pagedRows(query);
  const rows = state === 'firing' ? worstFirst(found) : found;
  return (
    <Panel isFlush>
      <QueryView query={query} what={t('alert.title')} rows={3} rowHeight={84}>
        {() =>
          rows.length === 0 ? (
            whenEmpty
          ) : (
            <ul className={styles.list}>
              {rows.map((group) => {
                const mayAct = state === 'firing' && mayOperate(group.alerts[0]?.project.id ?? '');
                return (
                  <Group
                    key={group.key}
                    group={group}
                    onTake={mayAct ? setTaken : null}
                    onSilence={mayAct ? onSilence : null}
                  />
                );
              })}
            </ul>
          )
        }
      </QueryView>
      <OlderButton query={query} />
      {taken && <TakeAlert alert={taken} onClose={() => setTaken(null)} />}
    </Panel>
  );
}

/** What is worst is read first; what is as bad, the newest first. */
function worstFirst(groups: readonly AlertGroup[]): readonly AlertGroup[] {
  const rank = ({ alerts: [first] }: AlertGroup): number => SEVERITIES.indexOf(first?.severity ?? 'info');
  return [...groups].sort((a, b) => rank(a) - rank(b));
}

function Group(props: {
  readonly group: AlertGroup;
  readonly onTake: ((alert: Alert) => void) | null;
  readonly onSilence: ((alert: Alert) => void) | null;
}) {
  const { group, onTake, onSilence } = props;
  const t = useTranslate();
  const { alerts, count } = group;
  const [first] = alerts;
  if (!first) return null;
  return (
    <li className={styles.group} data-alert-group={first.rule.name}>
      <div className={styles.head}>
        <SeverityPill severity={first.severity} />
        <strong className={styles.name}>{first.rule.name}</strong>
        <AlertPlace project={first.project} environment={first.environment} everywhere="" />
        {count > 1 && (
          <span className={styles.dim}>
            {t('alert.alerts', { count })}, {t('alert.from')} <Time iso={group.firstAt} /> {t('alert.until')}{' '}
            <Time iso={group.lastAt} />
          </span>
        )}
        {onSilence && !alerts.every(({ silenced }) => silenced) && (
          <span className={styles.end}>
            <Button size="xs" icon={<IconBellOff size={14} />} onClick={() => onSilence(first)}>
              {t('alert.silence')}
            </Button>
          </span>
        )}
      </div>
      <ul className={styles.alerts}>
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onTake={onTake && (() => onTake(alert))} />
        ))}
      </ul>
      {count > alerts.length && (
        <p className={styles.dim}>{t('alert.older', { count: count - alerts.length })}</p>
      )}
    </li>
  );
}
