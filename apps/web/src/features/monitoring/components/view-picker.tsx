import { SegmentedControl } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import type { CanaryView } from '../model/canary-data';

const VIEWS: readonly CanaryView[] = ['absolute', 'difference'];

export function ViewPicker(props: {
  readonly view: CanaryView;
  readonly onChange: (view: CanaryView) => void;
}) {
  const t = useTranslate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('monitoring.view')}
      value={props.view}
      onChange={props.onChange}
      data={VIEWS.map((value) => ({ value, label: t(`monitoring.view.${value}`) }))}
    />
  );
}
