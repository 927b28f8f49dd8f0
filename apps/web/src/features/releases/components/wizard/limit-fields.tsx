import { NumberInput, Radio, Stack, TextInput } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { RulesProps } from './wizard-context';
import styles from './wizard.module.css';

/** How much may go wrong before it stops. */
export function LimitFields({ state, faults, onChange }: RulesProps) {
  const t = useTranslate();
  return (
    <div className={styles.pair}>
      <TextInput
        label={t('plan.maxUnavailable')}
        description={t('wizard.maxUnavailableHelp')}
        value={state.maxUnavailable}
        onChange={(event) => onChange({ maxUnavailable: event.currentTarget.value.replace(/\s/g, '') })}
        error={faults.includes('maxUnavailable') ? t('form.amount') : null}
      />
      <TextInput
        label={t('plan.failures')}
        description={t('wizard.failuresHelp')}
        value={state.failureThreshold}
        onChange={(event) => onChange({ failureThreshold: event.currentTarget.value.replace(/\s/g, '') })}
        error={faults.includes('failureThreshold') ? t('form.amount') : null}
      />
      <NumberInput
        label={t('wizard.minReady')}
        description={t('wizard.minReadyHelp')}
        value={state.minReadySeconds}
        onChange={(value) => onChange({ minReadySeconds: Number(value) || 0 })}
        min={0}
        max={86_400}
        allowDecimal={false}
      />
      <NumberInput
        label={t('wizard.deadline')}
        description={t('wizard.deadlineHelp')}
        value={state.nodeDeadlineSeconds}
        onChange={(value) => onChange({ nodeDeadlineSeconds: Number(value) || 0 })}
        min={1}
        max={604_800}
        allowDecimal={false}
      />
      <Radio.Group
        className={styles.full ?? ''}
        label={t('plan.onFailure')}
        value={state.onFailure}
        onChange={(value) => onChange({ onFailure: value === 'pause' ? 'pause' : 'rollback' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="rollback" label={t('plan.rollback')} description={t('wizard.rollbackHelp')} />
          <Radio value="pause" label={t('plan.pause')} description={t('wizard.pauseHelp')} />
        </Stack>
      </Radio.Group>
      <Radio.Group
        className={styles.full ?? ''}
        label={t('wizard.lateJoiners')}
        value={state.lateJoiners}
        onChange={(value) => onChange({ lateJoiners: value === 'last_wave' ? 'last_wave' : 'baseline' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="baseline" label={t('wizard.joinBaseline')} />
          <Radio value="last_wave" label={t('wizard.joinLastWave')} />
        </Stack>
      </Radio.Group>
    </div>
  );
}
