import { IconArrowBarToRight, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, ProblemNotice, useMediaQuery } from '../../../components/ui';
import { ApiProblem, type ReleaseDetail } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { nodeAction, type ActionEntry } from '../model/actions';
import { ActionDialog } from './action-dialog';

interface Props {
  readonly release: ReleaseDetail;
  /** Asked for when a button is pressed: a group of many is only fetched then. */
  readonly nodeIds: () => Promise<readonly string[]>;
}

const ICONS: Readonly<Record<'retry' | 'skip', ReactNode>> = {
  retry: <IconRefresh size={14} aria-hidden />,
  skip: <IconArrowBarToRight size={14} aria-hidden />,
};

/** Try these nodes once more, or leave them out. */
export function NodeActions({ release, nodeIds }: Props) {
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
      {(['retry', 'skip'] as const).map((key) => (
        <NodeActionButton
          key={key}
          entry={nodeAction(release, key)}
          icon={ICONS[key]}
          isBusy={ask.isPending && ask.variables.key === key}
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
  readonly entry: ActionEntry;
  readonly icon: ReactNode;
  readonly isBusy: boolean;
  readonly onPress: (entry: ActionEntry) => void;
}) {
  const t = useTranslate();
  const localized = useLocalized();
  const { entry, icon, isBusy, onPress } = props;
  const reason = entry.state?.reason ? localized(entry.state.reason) : t('action.notNow');
  return (
    <Button
      size="xs"
      icon={icon}
      isBusy={isBusy}
      unavailable={entry.isAllowed ? null : reason}
      onClick={() => onPress(entry)}
      data-node-action={entry.key}
    >
      {t(`nodes.${entry.key === 'skip' ? 'skip' : 'retry'}`)}
    </Button>
  );
}
