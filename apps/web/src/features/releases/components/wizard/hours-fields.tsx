import { Checkbox, Stack, WEEKDAYS, WeeklyTimes } from '../../../../components/ui';
import { ownTimeZone } from '../../../../lib/format';
import { useTranslate } from '../../../../lib/i18n';
import type { RulesProps } from './wizard-context';

/** When waves may begin; what has begun goes on, and ways back do not wait. */
export function HoursFields({ state, faults, onChange }: RulesProps) {
  const t = useTranslate();
  const { hours } = state;
  return (
    <Stack gap="sm">
      <Checkbox
        label={t('wizard.hours')}
        description={t('wizard.hoursHelp')}
        checked={hours !== null}
        onChange={(event) => onChange({ hours: event.currentTarget.checked ? officeHours() : null })}
      />
      {hours && (
        <WeeklyTimes
          label={t('wizard.hoursDays')}
          value={{ ...hours, days: WEEKDAYS.filter((day) => hours.days.includes(day)) }}
          error={faults.includes('hours') ? t('wizard.hoursFault') : null}
          onChange={(next) => onChange({ hours: next })}
        />
      )}
    </Stack>
  );
}

const officeHours = () => ({ timeZone: ownTimeZone(), days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' });
