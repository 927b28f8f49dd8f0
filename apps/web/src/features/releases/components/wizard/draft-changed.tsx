import { Button, Notice, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { Differences } from '../differences';
import type { useSaveRelease } from './use-save-release';

/** Somebody else was at the same draft: what they saved is shown before it can be replaced. */
export function DraftChanged(props: {
  readonly save: ReturnType<typeof useSaveRelease>;
  /** Drops what is in the form for what was saved. */
  readonly onTake: () => void;
}) {
  const t = useTranslate();
  const { isStale, differences, lookAgain, dropDifferences } = props.save;
  if (isStale)
    return (
      <Notice
        kind="warning"
        isLive
        title={t('wizard.draftChanged')}
        action={
          <Button size="xs" onClick={lookAgain}>
            {t('action.lookAgain')}
          </Button>
        }
      />
    );
  if (differences.length === 0) return null;
  const take = (): void => {
    props.onTake();
    dropDifferences();
  };
  return (
    <Stack gap="xs">
      <Differences lines={differences} />
      <Notice
        kind="info"
        action={
          <Button size="xs" onClick={take}>
            {t('wizard.takeSaved')}
          </Button>
        }
      >
        {t('wizard.savingReplaces')}
      </Notice>
    </Stack>
  );
}
