import { Divider, Panel, Stack } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { HoursFields } from './hours-fields';
import { StrategyFields } from './strategy-fields';
import { TemplatePicker } from './template-picker';
import type { BlockProps, RulesProps } from './wizard-context';

export function HowBlock(props: { readonly block: BlockProps; readonly rules: RulesProps }) {
  const t = useTranslate();
  return (
    <Panel title={t('wizard.how')}>
      <Stack gap="lg">
        <TemplatePicker {...props.block} />
        <StrategyFields {...props.rules} />
        <Divider />
        <HoursFields {...props.rules} />
      </Stack>
    </Panel>
  );
}
