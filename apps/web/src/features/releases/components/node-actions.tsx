import { IconArrowBarToRight, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Button, useMediaQuery } from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
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
  const press = (entry: ActionEntry): void => {
    void nodeIds().then((ids) => setOpen({ entry, nodeIds: ids }));
  };
  return (
    <>
      <NodeActionButton entry={nodeAction(release, 'retry')} icon={ICONS.retry} onPress={press} />
      <NodeActionButton entry={nodeAction(release, 'skip')} icon={ICONS.skip} onPress={press} />
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
  readonly onPress: (entry: ActionEntry) => void;
}) {
  const t = useTranslate();
  const localized = useLocalized();
  const { entry, icon, onPress } = props;
  const reason = entry.state?.reason ? localized(entry.state.reason) : t('action.notNow');
  return (
    <Button
      size="xs"
      icon={icon}
      unavailable={entry.isAllowed ? null : reason}
      onClick={() => onPress(entry)}
      data-node-action={entry.key}
    >
      {t(`nodes.${entry.key === 'skip' ? 'skip' : 'retry'}`)}
    </Button>
  );
}
