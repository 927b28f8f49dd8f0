import { Group, TextInput } from '../../../components/ui';
import { fromClockInput, ownTimeZone, serverNow, toClockInput } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';
import { usePreferences } from '../../../lib/preferences';
import { customTexts, RANGES, type ChosenRange, type RangeTexts } from '../model/time-span';
import styles from './monitoring.module.css';

interface RangePickerProps {
  readonly chosen: ChosenRange;
  readonly texts: RangeTexts;
  readonly onChange: (texts: Partial<RangeTexts>) => void;
}

/** One for all panels. */
export function RangePicker({ chosen, onChange }: Omit<RangePickerProps, 'texts'>) {
  const t = useTranslate();
  return (
    <div className={styles.ranges} role="group" aria-label={t('range.label')}>
      {RANGES.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.range}
          aria-pressed={chosen.name === name}
          onClick={() => onChange({ range: name, from: '', to: '' })}
        >
          {t(`range.${name}`)}
        </button>
      ))}
      <button
        type="button"
        className={styles.range}
        aria-pressed={chosen.name === 'custom'}
        onClick={() => chosen.name !== 'custom' && onChange(customTexts(chosen.span, serverNow()))}
      >
        {t('range.custom')}
      </button>
    </div>
  );
}

/** From when to when, by the clock in which times are shown. */
export function CustomRange({ chosen, texts, onChange }: RangePickerProps) {
  const t = useTranslate();
  const { timeZone } = usePreferences();
  if (chosen.name !== 'custom') return null;
  const clock = t('range.clock', { zone: timeZone === 'utc' ? 'UTC' : ownTimeZone() });
  const change = (part: 'from' | 'to', text: string): void => {
    const iso = fromClockInput(text, timeZone);
    if (iso !== null) onChange({ [part]: iso });
  };
  return (
    <Group align="flex-start" className={styles.custom ?? ''}>
      {(['from', 'to'] as const).map((part) => (
        <TextInput
          key={part}
          type="datetime-local"
          label={t(`range.${part}`)}
          description={clock}
          value={clockText(texts[part], timeZone)}
          error={part === 'to' && chosen.fault ? t(`range.fault.${chosen.fault}`) : null}
          onChange={(event) => change(part, event.currentTarget.value)}
        />
      ))}
    </Group>
  );
}

function clockText(iso: string, timeZone: 'local' | 'utc'): string {
  return Number.isNaN(Date.parse(iso)) ? '' : toClockInput(iso, timeZone);
}
