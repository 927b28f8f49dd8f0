import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, Sheet, useMediaQuery } from '../../../components/ui';
import type { ReleaseDetail } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { actionEntries, expectedAction, type ActionEntry } from '../model/actions';
import { ActionDialog } from './action-dialog';
import { useQuickAction } from './use-quick-action';
import styles from './action-bar.module.css';

export interface ActionBarProps {
  readonly release: ReleaseDetail;
  readonly onOtherRelease: (id: string) => void;
}

export function ActionBar(props: ActionBarProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const [open, setOpen] = useState<ActionEntry['key'] | null>(null);
  const entries = actionEntries(props.release);
  const opened = entries.find(({ key }) => key === open) ?? null;
  const quick = useQuickAction(props.release);
  const press = (entry: ActionEntry): void => {
    if (entry.level === 'none') quick.run(entry);
    else setOpen(entry.key);
  };
  const Bar = isPhone ? PhoneBar : WideBar;
  return (
    <>
      <Bar entries={entries} busy={quick.busy} onPress={press} />
      {quick.problem}
      {opened && (
        <ActionDialog
          release={props.release}
          entry={opened}
          isPhone={isPhone}
          onClose={() => setOpen(null)}
          onOtherRelease={props.onOtherRelease}
        />
      )}
    </>
  );
}

interface BarProps {
  readonly entries: readonly ActionEntry[];
  readonly busy: ActionEntry['key'] | null;
  readonly onPress: (entry: ActionEntry) => void;
}

function WideBar({ entries, busy, onPress }: BarProps) {
  const t = useTranslate();
  const expected = expectedAction(entries);
  const group = (isDanger: boolean) =>
    entries
      .filter((entry) => entry.isDanger === isDanger)
      .map((entry) => (
        <ActionButton
          key={entry.key}
          entry={entry}
          isBusy={busy === entry.key}
          isExpected={entry.key === expected}
          onPress={onPress}
          size="xs"
        />
      ));
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('release.actions')}>
      <div className={styles.group}>{group(false)}</div>
      <div className={styles.group}>{group(true)}</div>
    </div>
  );
}

/** What can be done now, apart from each other; the whole list with its reasons one tap away. */
function PhoneBar({ entries, busy, onPress }: BarProps) {
  const t = useTranslate();
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const allowed = entries.filter(({ isAllowed }) => isAllowed);
  const danger = allowed.find(({ isDanger }) => isDanger);
  const expected = expectedAction(entries);
  const safe = allowed.find(({ key }) => key === expected) ?? allowed.find(({ isDanger }) => !isDanger);
  const pick = (entry: ActionEntry): void => {
    setIsSheetOpen(false);
    onPress(entry);
  };
  return (
    <>
      <div className={styles.room} aria-hidden style={{ order: 99 }} />
      <div className={styles.sticky} role="toolbar" aria-label={t('release.actions')}>
        {danger && <ActionButton entry={danger} isBusy={busy === danger.key} onPress={onPress} isWide />}
        <Button onClick={() => setIsSheetOpen(true)} aria-label={t('release.allActions')} data-all-actions>
          <IconDots size={20} aria-hidden />
        </Button>
        {safe && <ActionButton entry={safe} isBusy={busy === safe.key} onPress={onPress} isWide isExpected />}
      </div>
      <Sheet isOpen={isSheetOpen} onClose={() => setIsSheetOpen(false)} title={t('release.actions')}>
        <div className={styles.sheet}>
          {[...allowed, ...entries.filter(({ isAllowed }) => !isAllowed)].map((entry) => (
            <SheetAction key={entry.key} entry={entry} onPress={pick} />
          ))}
        </div>
      </Sheet>
    </>
  );
}

function SheetAction(props: { readonly entry: ActionEntry; readonly onPress: (entry: ActionEntry) => void }) {
  const reason = useReason(props.entry);
  return (
    <div>
      <ActionButton {...props} isWide />
      {reason && (
        <p className={styles.reason} aria-hidden>
          {reason}
        </p>
      )}
    </div>
  );
}

function useReason(entry: ActionEntry): string | null {
  const t = useTranslate();
  const localized = useLocalized();
  if (entry.isAllowed) return null;
  return entry.state?.reason ? localized(entry.state.reason) : t('action.notNow');
}

function ActionButton(props: {
  readonly entry: ActionEntry;
  readonly isBusy?: boolean;
  readonly isWide?: boolean;
  readonly isExpected?: boolean;
  readonly size?: 'xs' | 'sm';
  readonly onPress: (entry: ActionEntry) => void;
}) {
  const t = useTranslate();
  const { entry, isBusy, isWide, isExpected, size, onPress } = props;
  const reason = useReason(entry);
  const tone = entry.isDanger ? 'danger-quiet' : isExpected ? 'primary' : 'default';
  return (
    <Button
      tone={tone}
      size={size ?? 'sm'}
      isBusy={isBusy ?? false}
      isFullWidth={isWide ?? false}
      unavailable={reason}
      data-action={entry.key}
      onClick={() => onPress(entry)}
    >
      {t(entry.label, entry.values)}
    </Button>
  );
}
