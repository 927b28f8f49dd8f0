import { Radio, Stack, TextInput } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import type { StartChoice } from '../model/start-choice';

const CHOICES = ['now', 'at', 'wait', 'supersede'] as const;

/** When it starts, and what becomes of whatever is in its way; the consequences below follow the choice. */
export function StartFields(props: {
  readonly choice: StartChoice;
  readonly onChange: (choice: StartChoice) => void;
}) {
  const { choice, onChange } = props;
  const t = useTranslate();
  return (
    <Radio.Group
      label={t('start.when')}
      value={choice.when}
      onChange={(value) => onChange({ ...choice, when: CHOICES.find((known) => known === value) ?? 'now' })}
    >
      <Stack gap="xs" mt={6}>
        {CHOICES.map((when) => (
          <Radio key={when} value={when} label={t(`start.${when}`)} description={t(`start.${when}Text`)} />
        ))}
        {choice.when === 'at' && (
          <TextInput
            type="datetime-local"
            label={t('start.time')}
            description={t('start.timeText')}
            value={choice.localTime}
            onChange={(event) => onChange({ ...choice, localTime: event.currentTarget.value })}
            maw={260}
          />
        )}
      </Stack>
    </Radio.Group>
  );
}
