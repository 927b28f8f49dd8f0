import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, ConfirmDialog, Panel, Pill, QueryView, Time, toastDone } from '../../../components/ui';
import type { AlertSilence } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { queryKeys } from '../../../lib/api/query-keys';
import { useNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { alertSilencesQuery, endSilence } from '../api/alert-silences';
import { silenceState } from '../model/silence-values';
import { AlertPlace } from './alert-place';
import styles from './alerts.module.css';
import { OlderButton } from './older-button';
import { SeverityPill } from './severity-pill';

const REFRESH_MS = 15_000;
const TONES = { on: 'slate', later: 'violet', over: 'grey' } as const;

export function SilencesList(props: {
  readonly projectId: string;
  readonly mayOperate: (projectId: string) => boolean;
  readonly whenEmpty: ReactNode;
}) {
  const { projectId, mayOperate, whenEmpty } = props;
  const t = useTranslate();
  const nowMs = useNow(REFRESH_MS);
  const query = useInfiniteQuery(alertSilencesQuery(projectId));
  const [ended, setEnded] = useState<AlertSilence | null>(null);
  const { rows } = pagedRows(query);
  return (
    <Panel isFlush>
      <QueryView query={query} what={t('alert.tab.silences')} rows={2} rowHeight={84}>
        {() =>
          rows.length === 0 ? (
            whenEmpty
          ) : (
            <ul className={styles.list}>
              {rows.map((silence) => (
                <SilenceRow key={silence.id} silence={silence} nowMs={nowMs}>
                  {mayOperate(silence.project.id) && silenceState(silence, nowMs) !== 'over' && (
                    <span className={styles.actions}>
                      <Button size="xs" onClick={() => setEnded(silence)}>
                        {t('silence.end')}
                      </Button>
                    </span>
                  )}
                </SilenceRow>
              ))}
            </ul>
          )
        }
      </QueryView>
      <OlderButton query={query} />
      {ended && <EndSilence silence={ended} onClose={() => setEnded(null)} />}
    </Panel>
  );
}

function SilenceRow(props: {
  readonly silence: AlertSilence;
  readonly nowMs: number;
  readonly children: ReactNode;
}) {
  const { silence, nowMs, children } = props;
  const t = useTranslate();
  const { startsAt, endsAt, rule, severity, firing } = silence;
  const state = silenceState(silence, nowMs);
  return (
    <li className={styles.row} data-silence={state}>
      <span className={styles.what}>
        <span className={styles.head}>
          <Pill tone={TONES[state]}>{t(`silence.${state}`)}</Pill>
          <strong className={styles.name}>{rule?.name ?? t('silence.allRules')}</strong>
          {severity && <SeverityPill severity={severity} />}
          <AlertPlace
            project={silence.project}
            environment={silence.environment}
            everywhere={t('silence.allEnvironments')}
          />
        </span>
        <span>{silence.reason}</span>
        <span className={styles.dim}>
          {t('silence.by', { name: silence.createdBy })} · <Time iso={silence.createdAt} />
        </span>
      </span>
      <span className={styles.when}>
        <span>
          <Time iso={startsAt} /> – <Time iso={endsAt} />
        </span>
        {firing > 0 && <span className={styles.dim}>{t('silence.holds', { count: firing })}</span>}
      </span>
      {children}
    </li>
  );
}

function EndSilence(props: { readonly silence: AlertSilence; readonly onClose: () => void }) {
  const { silence, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const end = useMutation({
    mutationFn: () => endSilence(silence.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.alerts });
      toastDone(t('silence.ended'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('silence.endTitle')}
      confirmLabel={t('silence.end')}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>{t('silence.endText')}</p>
    </ConfirmDialog>
  );
}
