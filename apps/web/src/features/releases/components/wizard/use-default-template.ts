import { useEffect } from 'react';
import type { StrategyTemplate } from '../../../../lib/api';
import { defaultChoice } from '../../model/template-choice';
import type { WizardState } from '../../model/wizard-state';

/** Rules that nobody touched follow the environment's default template. */
export function useDefaultTemplate(
  state: WizardState,
  templates: readonly StrategyTemplate[] | undefined,
  onChange: (part: Partial<WizardState>) => void,
): void {
  const choice = templates ? defaultChoice(state, state.environmentId, templates) : null;
  useEffect(() => {
    if (choice) onChange(choice);
  });
}
