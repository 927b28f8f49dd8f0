import { Panel } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { LimitFields } from './limit-fields';
import type { RulesProps } from './wizard-context';

export function LimitsBlock(props: RulesProps) {
  const t = useTranslate();
  return (
    <Panel title={t('wizard.limits')}>
      <LimitFields {...props} />
    </Panel>
  );
}
