import { IconChartLine } from '@tabler/icons-react';
import { Button, EmptyState } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';

export function NothingMeasured(props: {
  /** Whether something else was chosen than what would show anything at all. */
  readonly isHere: boolean;
  /** Null where nothing is chosen. */
  readonly onClear: (() => void) | null;
}) {
  const t = useTranslate();
  const { isHere, onClear } = props;
  return (
    <EmptyState
      icon={<IconChartLine size={22} />}
      title={t(isHere ? 'monitoring.noneHere' : 'monitoring.none')}
      text={t('monitoring.howTo')}
      action={onClear && <Button onClick={onClear}>{t('common.clearFilters')}</Button>}
    />
  );
}
