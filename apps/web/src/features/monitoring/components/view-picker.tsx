import { Group, SegmentedControl, Switch } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import type { CanaryView } from '../model/difference';
import styles from './monitoring.module.css';
import type { CanaryLook } from './use-canary-look';

const VIEWS: readonly CanaryView[] = ['absolute', 'difference'];

/** What the panels of a release show. */
export function ViewPicker({ look }: { readonly look: CanaryLook }) {
  const t = useTranslate();
  return (
    <Group gap="xs">
      <Switch
        size="xs"
        className={styles.switch ?? ''}
        label={t('former.show')}
        checked={look.hasFormer}
        onChange={(event) => look.setFormer(event.currentTarget.checked)}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('monitoring.view')}
        value={look.view}
        onChange={look.setView}
        data={VIEWS.map((value) => ({ value, label: t(`monitoring.view.${value}`) }))}
      />
    </Group>
  );
}
