import { IconClockPause, IconPlus, IconScale, IconTrash } from '@tabler/icons-react';
import { Button, Group, IconButton, Notice, NumberInput, Select } from '../../../../components/ui';
import { formatDuration } from '../../../../lib/format';
import { useLanguage, useTranslate } from '../../../../lib/i18n';
import {
  lasting,
  pauseOf,
  withAnalysis,
  withNextWeight,
  type AnalysisTimes,
  type CanaryStep,
} from '../../model/canary-steps';
import styles from './wizard.module.css';

const PAUSE_SECONDS = [60, 300, 600, 1_800, 3_600, 14_400, 86_400] as const;
const BY_HAND = 'hand';

export function StepsEditor(props: {
  readonly steps: readonly CanaryStep[];
  readonly error: string | null;
  readonly onChange: (steps: readonly CanaryStep[]) => void;
}) {
  const { steps, error, onChange } = props;
  const t = useTranslate();
  const replace = (index: number, step: CanaryStep): void =>
    onChange(steps.map((old, at) => (at === index ? step : old)));
  return (
    <div>
      <ol className={styles.steps} aria-label={t('release.steps')}>
        {steps.map((step, index) => (
          <li key={index} className={styles.step}>
            <StepFields step={step} onChange={(next) => replace(index, next)} />
            <IconButton
              label={t('wizard.removeStep', { number: index + 1 })}
              onClick={() => onChange(steps.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </IconButton>
          </li>
        ))}
      </ol>
      {error && (
        <div style={{ marginTop: '0.5rem' }}>
          <Notice kind="error">{error}</Notice>
        </div>
      )}
      <Group gap="xs" mt="sm">
        <Button size="xs" icon={<IconPlus size={14} />} onClick={() => onChange(withNextWeight(steps))}>
          {t('wizard.addWeight')}
        </Button>
        <Button
          size="xs"
          icon={<IconClockPause size={14} />}
          onClick={() => onChange([...steps, pauseOf(600)])}
        >
          {t('wizard.addPause')}
        </Button>
        <Button size="xs" icon={<IconScale size={14} />} onClick={() => onChange(withAnalysis(steps, 300))}>
          {t('wizard.addAnalysis')}
        </Button>
      </Group>
    </div>
  );
}

function StepFields(props: { readonly step: CanaryStep; readonly onChange: (step: CanaryStep) => void }) {
  const { step, onChange } = props;
  if ('setWeight' in step) return <WeightStep step={step} onChange={onChange} />;
  if ('analysis' in step) return <AnalysisStep step={step} onChange={onChange} />;
  return <PauseStep step={step} onChange={onChange} />;
}

const JUDGE_SECONDS = [60, 120, 300, 600, 1_800, 3_600] as const;

function AnalysisStep(props: {
  readonly step: { readonly analysis: AnalysisTimes };
  readonly onChange: (step: CanaryStep) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { seconds } = props.step.analysis;
  const choices = [...new Set([...JUDGE_SECONDS, seconds])].sort((a, b) => a - b);
  return (
    <>
      <span className={styles.stepText}>{t('wizard.analysis')}</span>
      <Select
        aria-label={t('wizard.analysis')}
        allowDeselect={false}
        data={choices.map((value) => ({ value: String(value), label: formatDuration(value, language) }))}
        value={String(seconds)}
        onChange={(value) => props.onChange(lasting(props.step.analysis, Number(value)))}
        w={190}
      />
    </>
  );
}

function WeightStep(props: {
  readonly step: { readonly setWeight: number };
  readonly onChange: (step: CanaryStep) => void;
}) {
  const t = useTranslate();
  return (
    <>
      <span className={styles.stepText}>{t('wizard.weight')}</span>
      <NumberInput
        className={styles.stepInput ?? ''}
        aria-label={t('wizard.weight')}
        value={props.step.setWeight}
        onChange={(value) => props.onChange({ setWeight: Number(value) || 0 })}
        min={1}
        max={100}
        allowDecimal={false}
        suffix=" %"
      />
    </>
  );
}

function PauseStep(props: {
  readonly step: { readonly pause: { readonly seconds?: number } };
  readonly onChange: (step: CanaryStep) => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const { seconds } = props.step.pause;
  const current = seconds ? [seconds] : [];
  const choices = [...new Set([...PAUSE_SECONDS, ...current])].sort((a, b) => a - b);
  return (
    <>
      <span className={styles.stepText}>{t('wizard.pause')}</span>
      <Select
        aria-label={t('wizard.pause')}
        allowDeselect={false}
        data={[
          ...choices.map((value) => ({ value: String(value), label: formatDuration(value, language) })),
          { value: BY_HAND, label: t('plan.untilMoved') },
        ]}
        value={seconds ? String(seconds) : BY_HAND}
        onChange={(value) => props.onChange(value === BY_HAND ? { pause: {} } : pauseOf(Number(value)))}
        w={190}
      />
    </>
  );
}
