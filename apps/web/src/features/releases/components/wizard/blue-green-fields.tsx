import { Checkbox, NumberInput, Radio, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { BlockProps } from './wizard-context';

export function BlueGreenFields({ state, onChange }: BlockProps) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('wizard.mode')}
        value={state.mode}
        onChange={(value) => onChange({ mode: value === 'side-by-side' ? 'side-by-side' : 'swap' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="swap" label={t('wizard.swap')} />
          <Radio value="side-by-side" label={t('wizard.sideBySide')} />
        </Stack>
      </Radio.Group>
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
