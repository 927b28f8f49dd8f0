import { Select, Stack, TextInput } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { HOLD_END_LABELS, HOLD_ENDS, type HoldEnd } from '../model/hold-ends';

export interface HoldWish {
  readonly reason: string;
  readonly end: HoldEnd;
  /** Empty for the whole node. */
  readonly bin: string;
}

export const NEW_HOLD: HoldWish = { reason: '', end: 'day', bin: '' };

/** What every hold needs; which bin only where there is one node. */
export function HoldFields(props: {
  readonly value: HoldWish;
  readonly onChange: (wish: HoldWish) => void;
  readonly bins?: readonly string[];
}) {
  const t = useTranslate();
  const { value, onChange, bins = [] } = props;
  return (
    <Stack gap="sm">
      <p>{t('hold.text')}</p>
      <TextInput
        label={t('hold.reason')}
        required
        maxLength={500}
        data-autofocus
        value={value.reason}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
      />
      {bins.length > 0 && (
        <Select
          label={t('hold.what')}
          allowDeselect={false}
          data={[{ value: '', label: t('hold.whole') }, ...bins.map((bin) => ({ value: bin, label: bin }))]}
          value={value.bin}
          onChange={(bin) => onChange({ ...value, bin: bin ?? '' })}
        />
      )}
      <Select
        label={t('hold.end')}
        allowDeselect={false}
        data={HOLD_ENDS.map((end) => ({ value: end, label: t(HOLD_END_LABELS[end]) }))}
        value={value.end}
        onChange={(end) => onChange({ ...value, end: HOLD_ENDS.find((one) => one === end) ?? value.end })}
      />
    </Stack>
  );
}
