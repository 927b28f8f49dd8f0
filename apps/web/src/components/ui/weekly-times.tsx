import { Chip, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { formatWeekday, timeZones } from '../../lib/format';
import { useLanguage, useTranslate } from '../../lib/i18n';

/** ISO: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Times that come again each week by the clocks of one place; an end that is not later than the start is on the next day. */
export interface WeeklyTimesValue {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export function WeeklyTimes(props: {
  readonly label: string;
  readonly value: WeeklyTimesValue;
  readonly onChange: (value: WeeklyTimesValue) => void;
  readonly error?: string | null;
}) {
  const { label, value, onChange, error } = props;
  const t = useTranslate();
  const language = useLanguage();
  const change = (part: Partial<WeeklyTimesValue>): void => onChange({ ...value, ...part });
  const isOverMidnight = value.from !== '' && value.to !== '' && value.to <= value.from;
  return (
    <Stack gap="sm">
      <Input.Wrapper label={label} labelElement="div" error={error ?? null}>
        <Chip.Group
          multiple
          value={value.days.map(String)}
          onChange={(days) => change({ days: WEEKDAYS.filter((day) => days.includes(String(day))) })}
        >
          <Group gap={6} mt={4} role="group" aria-label={label}>
            {WEEKDAYS.map((day) => (
              <Chip key={day} value={String(day)} size="sm" radius="sm">
                {formatWeekday(day, language)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Group grow align="flex-start">
        <TextInput
          type="time"
          label={t('times.from')}
          value={value.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('times.to')}
          description={isOverMidnight ? t('times.nextDay') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </Group>
      <Select
        label={t('times.zone')}
        data={timeZones(value.timeZone)}
        value={value.timeZone}
        onChange={(timeZone) => timeZone && change({ timeZone })}
        allowDeselect={false}
        searchable
        limit={50}
        nothingFoundMessage={t('empty.noMatch')}
      />
    </Stack>
  );
}
