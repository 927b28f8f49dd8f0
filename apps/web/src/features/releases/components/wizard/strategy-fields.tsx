import { SegmentedControl, Stack, TagsInput, Text } from '../../../../components/ui';
import type { MessageKey } from '../../../../lib/i18n';
import { useTranslate } from '../../../../lib/i18n';
import { StepsEditor } from './steps-editor';
import { isJudged } from '../../model/rules-state';
import { BlueGreenFields } from './blue-green-fields';
import { CheckFields } from './check-fields';
import { RollingFields } from './rolling-fields';
import type { RulesProps } from './wizard-context';

/** Which way it goes out, with the fields of that way. */
export function StrategyFields(props: RulesProps) {
  const { state, nodeLabels, faults, onChange } = props;
  const t = useTranslate();
  const labelKeys = [...new Set(nodeLabels.flatMap((labels) => Object.keys(labels)))].sort();
  const kinds = [...KINDS, ...(state.original && state.strategyType === 'kept' ? (['kept'] as const) : [])];
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('plan.strategy')}
        value={state.strategyType}
        onChange={(value) => {
          const strategyType = kinds.find((kind) => kind === value) ?? 'canary';
          // All switch at once; whoever wants fewer at a time says so below.
          onChange({ strategyType, ...(value === 'blue-green' ? { maxUnavailable: '100%' } : {}) });
        }}
        data={kinds.map((value) => ({ value, label: t(TEXTS[value].label) }))}
      />
      <Text size="sm" c="dimmed">
        {t(TEXTS[state.strategyType].text)}
      </Text>
      {state.strategyType === 'canary' && (
        <>
          <StepsEditor
            steps={state.steps}
            onChange={(steps) => onChange({ steps })}
            error={faults.includes('steps') ? t('wizard.stepsFault') : null}
          />
          {labelKeys.length > 0 && (
            <TagsInput
              label={t('wizard.stratify')}
              description={t('wizard.stratifyHelp')}
              data={labelKeys}
              value={[...state.stratifyBy]}
              onChange={(stratifyBy) => onChange({ stratifyBy })}
            />
          )}
        </>
      )}
      {state.strategyType === 'rolling' && <RollingFields {...props} />}
      {state.strategyType === 'blue-green' && <BlueGreenFields {...props} />}
      {isJudged(state) && <CheckFields {...props} />}
    </Stack>
  );
}

const KINDS = ['canary', 'rolling', 'blue-green'] as const;

const TEXTS: Readonly<
  Record<(typeof KINDS)[number] | 'kept', { readonly label: MessageKey; readonly text: MessageKey }>
> = {
  canary: { label: 'wizard.canary', text: 'wizard.canaryText' },
  rolling: { label: 'wizard.rolling', text: 'wizard.rollingText' },
  'blue-green': { label: 'wizard.blueGreen', text: 'wizard.blueGreenText' },
  kept: { label: 'wizard.keptChoice', text: 'wizard.kept' },
};
