import { Checkbox, NumberInput, Radio, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { RulesProps } from './wizard-context';

export function BlueGreenFields({ state, onChange }: RulesProps) {
  const t = useTranslate();
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('wizard.mode')}
        value={state.mode}
        onChange={(mode) => onChange({ mode: mode === 'side-by-side' ? mode : 'swap' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="swap" label={t('plan.swap')} description={t('wizard.swapHelp')} />
          <Radio value="side-by-side" label={t('plan.sideBySide')} description={t('wizard.sideBySideHelp')} />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t('wizard.autoSwitch')}
        checked={state.autoSwitch}
        onChange={(event) => onChange({ autoSwitch: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('wizard.window')}
        description={t(state.mode === 'swap' ? 'wizard.windowHelp' : 'wizard.windowBesideHelp')}
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
