import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ConfirmDialog, Panel, Pill, Textarea, Time } from '../../../components/ui';
import type { EmergencyStop } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { liftStop } from '../api/emergency-stops';
import styles from './emergency.module.css';

const MOST = 100;

/** Who stands still, who has confirmed it, who has not yet and until when they can. */
export function StopProof(props: { readonly stop: EmergencyStop; readonly canLift: boolean }) {
  const { stop, canLift } = props;
  const t = useTranslate();
  const [isLifting, setIsLifting] = useState(false);
  const { project, reason, stoppedBy, stoppedAt, nodesAsked, nodesConfirmed, unconfirmed } = stop;
  const isComplete = nodesConfirmed === nodesAsked;
  return (
    <Panel
      title={project ? t('emergency.projectStopped', { name: project.name }) : t('emergency.allStopped')}
      needsAttention
      aside={
        canLift && (
          <Button size="xs" onClick={() => setIsLifting(true)}>
            {t('emergency.lift')}
          </Button>
        )
      }
    >
      <div className={styles.stop}>
        <div className={styles.head}>
          <div>
            <p>{reason}</p>
            <p className={styles.dim}>
              {t('hold.by', { name: stoppedBy.name })} · <Time iso={stoppedAt} isExact />
            </p>
          </div>
          <Pill tone={isComplete ? 'green' : 'amber'}>
            {t(isComplete ? 'emergency.complete' : 'emergency.incomplete')}
          </Pill>
        </div>
        <div role="status">
          <p className={styles.figure}>
            {nodesAsked === 0
              ? t('emergency.noneAsked')
              : t('emergency.confirmed', { confirmed: nodesConfirmed, asked: nodesAsked })}
          </p>
          <div className={styles.bar} aria-hidden>
            <div
              className={styles.done}
              style={{ width: `${nodesAsked === 0 ? 100 : (100 * nodesConfirmed) / nodesAsked}%` }}
            />
          </div>
        </div>
        <Halted stop={stop} />
        {unconfirmed.length > 0 && <Unconfirmed stop={stop} />}
      </div>
      {isLifting && <LiftDialog stop={stop} onClose={() => setIsLifting(false)} />}
    </Panel>
  );
}

function Halted({ stop }: { readonly stop: EmergencyStop }) {
  const t = useTranslate();
  if (stop.releases.length === 0) return <p className={styles.dim}>{t('emergency.noneHalted')}</p>;
  return (
    <section>
      <h3>{t('emergency.halted', { count: stop.releases.length })}</h3>
      <ul className={styles.rows}>
        {stop.releases.map(({ id, number, title, asked, confirmed }) => (
          <li key={id}>
            <Link to={`/releases/${id}`}>
              #{number} {title}
            </Link>
            <span className={styles.dim}>{t('emergency.confirmed', { confirmed, asked })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Unconfirmed({ stop }: { readonly stop: EmergencyStop }) {
  const t = useTranslate();
  const { unconfirmed, nodesAsked, nodesConfirmed } = stop;
  const count = nodesAsked - nodesConfirmed;
  return (
    <section>
      <h3>{t('emergency.unconfirmed', { count })}</h3>
      <p className={styles.dim}>{t('emergency.unconfirmedHelp')}</p>
      <ul className={styles.rows}>
        {unconfirmed.map(({ nodeId, nodeName, releaseId, releaseNumber, until }) => (
          <li key={`${releaseId} ${nodeId}`}>
            <Link to={`/nodes/${encodeURIComponent(nodeId)}`}>{nodeName}</Link>
            <span className={styles.dim}>
              <Link to={`/releases/${releaseId}`}>#{releaseNumber}</Link> ·{' '}
              {until === null ? (
                t('emergency.wheneverBack')
              ) : (
                <>
                  {t('emergency.until')} <Time iso={until} isExact />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {count > MOST && <p className={styles.dim}>{t('emergency.firstOnly', { count: MOST })}</p>}
    </section>
  );
}

function LiftDialog(props: { readonly stop: EmergencyStop; readonly onClose: () => void }) {
  const { stop, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const lift = useMutation({
    mutationFn: () => liftStop(stop.id, reason.trim()),
    onSuccess: (stops) => {
      cache.setQueryData(queryKeys.emergencyStops, stops);
      void cache.invalidateQueries({ queryKey: queryKeys.releases });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={t('emergency.liftTitle')}
      confirmLabel={t('emergency.lift')}
      isBusy={lift.isPending}
      error={lift.error}
      onConfirm={() => lift.mutate()}
      onClose={onClose}
    >
      <p>{t('emergency.liftText')}</p>
      <Textarea
        label={t('emergency.liftReason')}
        autosize
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
