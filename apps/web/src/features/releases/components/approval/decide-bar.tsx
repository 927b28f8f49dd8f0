import { lazy, Suspense, useState } from 'react';
import { Button, useMediaQuery } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { useLocalized, useTranslate } from '../../../../lib/i18n';
import { actionEntries, type ActionEntry } from '../../model/actions';
import styles from './approval.module.css';

/** On a phone it is only loaded by whoever presses. */
const ActionDialog = lazy(async () => ({ default: (await import('../action-dialog')).ActionDialog }));

/** Yes and no, far from each other, about exactly the plan that is shown above. */
export function DecideBar({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const localized = useLocalized();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const [open, setOpen] = useState<ActionEntry['key'] | null>(null);
  const entries = actionEntries(release);
  const reject = entries.find(({ key }) => key === 'reject');
  const approve = entries.find(({ key }) => key === 'approve');
  const opened = entries.find(({ key }) => key === open);
  const reasonOf = (entry: ActionEntry): string | null =>
    entry.isAllowed ? null : entry.state?.reason ? localized(entry.state.reason) : t('action.notNow');
  return (
    <>
      <div className={styles.room} aria-hidden />
      <div className={styles.decide} role="toolbar" aria-label={t('release.actions')}>
        {reject && (
          <Button
            tone="danger-quiet"
            unavailable={reasonOf(reject)}
            data-action="reject"
            onClick={() => setOpen('reject')}
          >
            {t(reject.label)}
          </Button>
        )}
        {approve && (
          <Button
            tone="primary"
            unavailable={reasonOf(approve)}
            data-action="approve"
            onClick={() => setOpen('approve')}
          >
            {t('approval.approveExactly', { plan: release.planHash.slice(0, 8) })}
          </Button>
        )}
      </div>
      {opened && (
        <Suspense fallback={null}>
          <ActionDialog
            release={release}
            entry={opened}
            isPhone={isPhone}
            onClose={() => setOpen(null)}
            onOtherRelease={() => undefined}
          />
        </Suspense>
      )}
    </>
  );
}
