import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog, Notice, Stack, TextInput, toastDone } from '../../../components/ui';
import type { FleetNode, Lifecycle } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { serverNow } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { problemText } from '../../../lib/problem-text';
import { changeLifecycle } from '../api/change-node';
import { holdNode, liftHold } from '../api/holds';
import { holdUntil } from '../model/hold-ends';
import { LIFECYCLE_LOOKS, movesFrom } from '../model/node-looks';
import { runForEach } from '../model/run-for-each';
import { HoldFields, NEW_HOLD } from './hold-fields';

interface BulkProps {
  readonly nodes: readonly FleetNode[];
  readonly onClose: () => void;
  /** Everything worked. */
  readonly onDone: () => void;
}

const SHOWN = 5;

export function BulkHold({ nodes, ...rest }: BulkProps) {
  const t = useTranslate();
  const [wish, setWish] = useState(NEW_HOLD);
  const reason = wish.reason.trim();
  return (
    <BulkDialog
      {...rest}
      nodes={nodes}
      title={t('bulk.holdTitle', { count: nodes.length })}
      confirmLabel={t('bulk.hold')}
      unavailable={reason === '' ? t('hold.reasonNeeded') : null}
      work={({ id }) => holdNode(id, { reason, until: holdUntil(wish.end, serverNow()) })}
    >
      <HoldFields value={wish} onChange={setWish} />
    </BulkDialog>
  );
}

export function BulkLift({ nodes, ...rest }: BulkProps) {
  const t = useTranslate();
  const held = nodes.filter(({ holds }) => holds.length > 0);
  return (
    <BulkDialog
      {...rest}
      nodes={held}
      title={t('bulk.liftTitle', { count: held.length })}
      confirmLabel={t('bulk.lift')}
      unavailable={held.length === 0 ? t('bulk.noneHeld') : null}
      work={({ id, holds }) => Promise.all(holds.map((hold) => liftHold(id, hold.id)))}
    >
      <p>{t('hold.liftText')}</p>
    </BulkDialog>
  );
}

export function BulkMove({ nodes, to, ...rest }: BulkProps & { readonly to: Lifecycle }) {
  const t = useTranslate();
  const [reason, setReason] = useState('');
  const able = nodes.filter(({ lifecycle }) => movesFrom(lifecycle).includes(to));
  const label = t(LIFECYCLE_LOOKS[to].label);
  return (
    <BulkDialog
      {...rest}
      nodes={able}
      isDanger={to === 'retired'}
      title={t('bulk.moveTitle', { count: able.length, to: label })}
      confirmLabel={label}
      unavailable={able.length === 0 ? t('bulk.noneCan') : null}
      work={({ id }) => changeLifecycle(id, to, reason.trim())}
    >
      <p>{t(`lifecycleText.${to}`)}</p>
      {able.length < nodes.length && (
        <Notice kind="info">{t('bulk.leftOut', { count: nodes.length - able.length })}</Notice>
      )}
      <TextInput
        label={t('action.reasonOptional')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </BulkDialog>
  );
}

function BulkDialog(
  props: BulkProps & {
    readonly title: string;
    readonly confirmLabel: string;
    readonly isDanger?: boolean;
    readonly unavailable: string | null;
    readonly work: (node: FleetNode) => Promise<unknown>;
    readonly children: ReactNode;
  },
) {
  const { nodes, work, onDone, onClose, children, ...dialog } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const run = useMutation({
    mutationFn: () => runForEach(nodes, work),
    onSuccess: ({ done, failed }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.nodes });
      if (failed.length > 0) return;
      toastDone(t('bulk.done', { count: done.length }));
      onClose();
      onDone();
    },
  });
  const failed = run.data?.failed ?? [];
  return (
    <ConfirmDialog {...dialog} isOpen isBusy={run.isPending} onConfirm={() => run.mutate()} onClose={onClose}>
      <Stack gap="sm">
        {children}
        {failed.length > 0 && (
          <Notice kind="error" isLive title={t('bulk.failed', { count: failed.length })}>
            {failed.slice(0, SHOWN).map(({ item, error }) => (
              <p key={item.id}>
                {item.name}: {problemText(error, t)}
              </p>
            ))}
            {failed.length > SHOWN && '…'}
          </Notice>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
