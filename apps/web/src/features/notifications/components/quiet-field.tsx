import { Stack, Switch, WEEKDAYS, WeeklyTimes } from '../../../components/ui';
import type { QuietHours } from '../../../lib/api';
import { ownTimeZone } from '../../../lib/format';
import { useTranslate } from '../../../lib/i18n';

/** Hours of the week in which messages wait, or none. */
export function QuietField(props: {
  readonly value: QuietHours | null;
  readonly error?: string | null;
  readonly onChange: (value: QuietHours | null) => void;
}) {
  const { value, error, onChange } = props;
  const t = useTranslate();
  return (
    <Stack gap="sm">
      <Switch
        label={t('quiet.has')}
        description={t('quiet.help')}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? nights() : null)}
      />
      {value && (
        <>
          <WeeklyTimes
            label={t('quiet.days')}
            value={{ ...value, days: WEEKDAYS.filter((day) => value.days.includes(day)) }}
            error={error ?? null}
            onChange={(times) => onChange({ ...value, ...times, days: [...times.days] })}
          />
          <Switch
            label={t('quiet.critical')}
            checked={value.isCriticalTold}
            onChange={(event) => onChange({ ...value, isCriticalTold: event.currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  );
}

const nights = (): QuietHours => ({
  timeZone: ownTimeZone(),
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '22:00',
  to: '08:00',
  isCriticalTold: true,
});
