import { Panel, SegmentedControl, Stack, TagsInput, Text, TextInput } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { StepsEditor } from './steps-editor';
import type { BlockProps } from './wizard-context';

export function HowBlock(props: BlockProps) {
  const { state, sources, faults, onChange } = props;
  const t = useTranslate();
  const labelKeys = [...new Set(sources.nodeLabels.flatMap((labels) => Object.keys(labels)))].sort();
  const isCanary = state.strategyType === 'canary';
  return (
    <Panel title={t('wizard.how')}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('plan.strategy')}
          value={state.strategyType}
          onChange={(value) => onChange({ strategyType: value === 'rolling' ? 'rolling' : 'canary' })}
          data={[
            { value: 'canary', label: t('wizard.canary') },
            { value: 'rolling', label: t('wizard.rolling') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {t(isCanary ? 'wizard.canaryText' : 'wizard.rollingText')}
        </Text>
        {isCanary ? (
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
        ) : (
          <TextInput
            label={t('wizard.batch')}
            description={t('wizard.amountHelp')}
            value={state.batch}
            onChange={(event) => onChange({ batch: event.currentTarget.value.replace(/\s/g, '') })}
            error={faults.includes('batch') ? t('form.amount') : null}
            maw={260}
          />
        )}
      </Stack>
    </Panel>
  );
}
