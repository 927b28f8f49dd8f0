import { Select } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { GROUPINGS, type Grouping } from '../model/figure-scope';

/** What is shown apart. */
export function GroupingPicker(props: {
  readonly value: Grouping | '';
  readonly onChange: (by: Grouping | '') => void;
}) {
  const t = useTranslate();
  return (
    <Select
      aria-label={t('monitoring.by')}
      data={[
        { value: '', label: t('monitoring.together') },
        ...GROUPINGS.map((by) => ({ value: by, label: t(`monitoring.by.${by}`) })),
      ]}
      value={props.value}
      onChange={(by) => props.onChange(GROUPINGS.find((each) => each === by) ?? '')}
      w={170}
    />
  );
}
