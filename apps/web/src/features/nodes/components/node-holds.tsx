import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, ConfirmDialog, EmptyState, Panel, QueryView, Time } from '../../../components/ui';
import type { FleetNode, Hold } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { holdNode, liftHold, nodeHoldsQuery } from '../api/holds';
import { holdUntil } from '../model/hold-ends';
import { HoldFields, NEW_HOLD } from './hold-fields';
import styles from './nodes.module.css';

export function NodeHolds(props: { readonly node: FleetNode; readonly canOperate: boolean }) {
  const { node, canOperate } = props;
  const t = useTranslate();
  const query = useQuery(nodeHoldsQuery(node.id));
  const [isHolding, setIsHolding] = useState(false);
  const [lifted, setLifted] = useState<Hold | null>(null);
  const hasLeft = node.lifecycle === 'retired' || node.lifecycle === 'replaced';
  return (
    <Panel
      title={t('hold.title')}
      isFlush
      aside={
        canOperate &&
        !hasLeft && (
          <Button size="xs" icon={<IconLock size={14} />} onClick={() => setIsHolding(true)}>
            {t('hold.add')}
          </Button>
        )
      }
    >
      <QueryView query={query} what={t('hold.title')} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconLock size={22} />} title={t('hold.none')} text={t('hold.noneText')} />
          ) : (
            <ul>
              {items.map((hold) => (
                <HoldLine key={hold.id} hold={hold} onLift={canOperate ? () => setLifted(hold) : null} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {isHolding && <HoldDialog node={node} onClose={() => setIsHolding(false)} />}
      {lifted && <LiftDialog node={node} hold={lifted} onClose={() => setLifted(null)} />}
    </Panel>
  );
}

function HoldLine({ hold, onLift }: { readonly hold: Hold; readonly onLift: (() => void) | null }) {
  const t = useTranslate();
  const isOver = hold.endedAt !== null;
  return (
    <li className={styles.row}>
      <span className={styles.grow}>
        <span className={isOver ? styles.dim : styles.name}>{hold.bin ?? t('hold.whole')}</span>
        {': '}
        <span className={isOver ? styles.dim : undefined}>{hold.reason}</span>
        <span className={styles.sub}>
          <Time iso={hold.since} /> {t('hold.by', { name: hold.by })} · <HoldEndText hold={hold} />
        </span>
      </span>
      {!isOver && onLift && (
        <Button size="xs" onClick={onLift}>
          {t('hold.lift')}
        </Button>
      )}
    </li>
  );
}

function HoldEndText({ hold }: { readonly hold: Hold }) {
  const t = useTranslate();
  if (hold.endedAt !== null) {
    return (
      <>
        {hold.endedHow === 'lifted' ? t('hold.lifted', { name: hold.endedBy ?? '' }) : t('hold.passed')}{' '}
        <Time iso={hold.endedAt} />
      </>
    );
  }
  if (hold.until === null) return <>{t('hold.noEnd')}</>;
  return (
    <>
      {t('release.until')} <Time iso={hold.until} />
    </>
  );
}

function useHoldChange(change: () => Promise<unknown>, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      onDone();
    },
  });
}

function HoldDialog({ node, onClose }: { readonly node: FleetNode; readonly onClose: () => void }) {
  const t = useTranslate();
  const [wish, setWish] = useState(NEW_HOLD);
  const { reason, end, bin } = wish;
  const hold = useHoldChange(
    () =>
      holdNode(node.id, {
        reason: reason.trim(),
        until: holdUntil(end, serverNow()),
        ...(bin ? { bin } : {}),
      }),
    onClose,
  );
  return (
    <ConfirmDialog
      isOpen
      title={t('hold.addTitle', { name: node.name })}
      confirmLabel={t('hold.add')}
      isBusy={hold.isPending}
      error={hold.error}
      unavailable={reason.trim() === '' ? t('hold.reasonNeeded') : null}
      onConfirm={() => hold.mutate()}
      onClose={onClose}
    >
      <HoldFields value={wish} onChange={setWish} bins={node.running.map((one) => one.bin)} />
    </ConfirmDialog>
  );
}

function LiftDialog(props: { readonly node: FleetNode; readonly hold: Hold; readonly onClose: () => void }) {
  const { node, hold, onClose } = props;
  const t = useTranslate();
  const lift = useHoldChange(() => liftHold(node.id, hold.id), onClose);
  return (
    <ConfirmDialog
      isOpen
      title={t('hold.liftTitle', { name: hold.bin ? `${hold.bin} @ ${node.name}` : node.name })}
      confirmLabel={t('hold.lift')}
      isBusy={lift.isPending}
      error={lift.error}
      onConfirm={() => lift.mutate()}
      onClose={onClose}
    >
      <p>{t('hold.liftText')}</p>
    </ConfirmDialog>
  );
}
