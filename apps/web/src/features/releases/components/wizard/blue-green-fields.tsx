import { Checkbox, NumberInput, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { BlockProps } from './wizard-context';

export function BlueGreenFields({ state, onChange }: BlockProps) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Checkbox
        label={t('wizard.autoSwitch')}
        checked={state.autoSwitch}
        onChange={(event) => onChange({ autoSwitch: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('wizard.window')}
        description={t('wizard.windowHelp')}
        value={state.rollbackWindowSeconds}
        onChange={(value) => onChange({ rollbackWindowSeconds: Number(value) || 0 })}
        min={0}
        max={604_800}
        allowDecimal={false}
        maw={260}
      />
    </Stack>
  );
}
