import { IconArrowBarToRight, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, ProblemNotice, useMediaQuery } from '../../../components/ui';
import { ApiProblem, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { nodeAction, nodeActionsFor, type ActionEntry, type NodeAction } from '../model/actions';
import { ActionDialog } from './action-dialog';

interface Props {
  readonly release: ReleaseDetail;
  /** How these nodes stand, each status once or more. */
  readonly statuses: readonly string[];
  /** Asked for when a button is pressed: a group of many is only fetched then. */
  readonly nodeIds: () => Promise<readonly string[]>;
}

const ICONS: Readonly<Record<NodeAction, ReactNode>> = {
  retry: <IconRefresh size={14} aria-hidden />,
  skip: <IconArrowBarToRight size={14} aria-hidden />,
};

/** Try these nodes once more, or leave them out. */
export function NodeActions({ release, statuses, nodeIds }: Props) {
  const [open, setOpen] = useState<{ entry: ActionEntry; nodeIds: readonly string[] } | null>(null);
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const cache = useQueryClient();
  const ask = useMutation({
    mutationFn: async (entry: ActionEntry) => setOpen({ entry, nodeIds: await nodeIds() }),
    onError: (error) => {
      // The group is gone: what stands here is no longer how the nodes fail.
      if (error instanceof ApiProblem && error.status === 404)
        void cache.invalidateQueries({ queryKey: queryKeys.releaseFailures(release.id) });
    },
  });
  return (
    <>
      {nodeActionsFor(release, statuses).map((action) => (
        <NodeActionButton
          key={action}
          action={action}
          entry={nodeAction(release, action)}
          isBusy={ask.isPending && ask.variables.key === action}
          onPress={ask.mutate}
        />
      ))}
      {ask.error && <ProblemNotice error={ask.error} />}
      {open && (
        <ActionDialog
          release={release}
          entry={open.entry}
          nodeIds={open.nodeIds}
          isPhone={isPhone}
          onClose={() => setOpen(null)}
          onOtherRelease={() => undefined}
        />
      )}
    </>
  );
}

function NodeActionButton(props: {
  readonly action: NodeAction;
  readonly entry: ActionEntry;
  readonly isBusy: boolean;
  readonly onPress: (entry: ActionEntry) => void;
}) {
  const t = useTranslate();
  const localized = useLocalized();
  const { action, entry, isBusy, onPress } = props;
  const reason = entry.state?.reason ? localized(entry.state.reason) : t('action.notNow');
  return (
    <Button
      size="xs"
      icon={ICONS[action]}
      isBusy={isBusy}
      unavailable={entry.isAllowed ? null : reason}
      onClick={() => onPress(entry)}
      data-node-action={action}
    >
      {t(`nodes.${action}`)}
    </Button>
  );
}
