import { IconPlus, IconTrash } from '@tabler/icons-react';
import {
  Button,
  IconButton,
  Notice,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '../../../../components/ui';
import { formatDuration } from '../../../../lib/format';
import { useLanguage, useTranslate } from '../../../../lib/i18n';
import { knownPairs, NEW_WAVE, type NamedWave } from '../../model/named-waves';
import type { RulesProps } from './wizard-context';
import styles from './wizard.module.css';

const WAITS = [60, 300, 600, 1_800, 3_600, 14_400, 86_400] as const;
const JUDGED = [60, 120, 300, 600, 1_800] as const;

/** Waves of a size, or waves by labels in an order that somebody knows to be sensible. */
export function RollingFields(props: RulesProps) {
  const { state, faults, onChange } = props;
  const t = useTranslate();
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('wizard.rollingBy')}
        value={state.rollingBy}
        onChange={(value) => onChange({ rollingBy: value === 'labels' ? 'labels' : 'size' })}
        data={[
          { value: 'size', label: t('wizard.bySize') },
          { value: 'labels', label: t('wizard.byLabels') },
        ]}
      />
      {state.rollingBy === 'size' ? (
        <TextInput
          label={t('wizard.batch')}
          description={t('wizard.amountHelp')}
          value={state.batch}
          onChange={(event) => onChange({ batch: event.currentTarget.value.replace(/\s/g, '') })}
          error={faults.includes('batch') ? t('form.amount') : null}
          maw={260}
        />
      ) : (
        <Waves {...props} />
      )}
      <Wait {...props} />
      <JudgeBetween {...props} />
    </Stack>
  );
}

function Waves({ state, nodeLabels, faults, onChange }: RulesProps) {
  const t = useTranslate();
  const { waves } = state;
  const pairs = knownPairs(nodeLabels);
  const replace = (index: number, wave: NamedWave): void =>
    onChange({ waves: waves.map((old, at) => (at === index ? wave : old)) });
  return (
    <div>
      <ol className={styles.steps} aria-label={t('wizard.byLabels')}>
        {waves.map((wave, index) => (
          <li key={index} className={styles.step}>
            <TextInput
              aria-label={t('wizard.waveName', { number: index + 1 })}
              placeholder={t('wizard.waveNameHint')}
              value={wave.name}
              onChange={(event) => replace(index, { ...wave, name: event.currentTarget.value })}
              w={150}
            />
            <TagsInput
              className={styles.wide ?? ''}
              aria-label={t('wizard.waveLabels', { number: index + 1 })}
              placeholder={wave.pairs.length === 0 ? 'region=north' : ''}
              data={pairs}
              value={[...wave.pairs]}
              onChange={(next) => replace(index, { ...wave, pairs: next })}
            />
            <IconButton
              label={t('wizard.removeWave', { number: index + 1 })}
              onClick={() => onChange({ waves: waves.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} />
            </IconButton>
          </li>
        ))}
      </ol>
      <p className={styles.rest}>{t('wizard.wavesHelp')}</p>
      {faults.includes('waves') && <Notice kind="error">{t('wizard.wavesFault')}</Notice>}
      <Button
        size="xs"
        icon={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ waves: [...waves, NEW_WAVE] })}
      >
        {t('wizard.addWave')}
      </Button>
    </div>
  );
}

function JudgeBetween({ state, onChange }: RulesProps) {
  const t = useTranslate();
  const language = useLanguage();
  const own = state.judge === null ? [] : [state.judge.seconds];
  const seconds = [...new Set([...JUDGED, ...own])].sort((a, b) => a - b);
  return (
    <Select
      label={t('wizard.judgeBetween')}
      allowDeselect={false}
      data={[
        { value: 'none', label: t('wizard.noJudge') },
        ...seconds.map((value) => ({ value: String(value), label: formatDuration(value, language) })),
      ]}
      value={String(state.judge?.seconds ?? 'none')}
      onChange={(value) => onChange({ judge: Number(value) ? { seconds: Number(value) } : null })}
      maw={260}
    />
  );
}

function Wait({ state, onChange }: RulesProps) {
  const t = useTranslate();
  const language = useLanguage();
  const own = typeof state.wait === 'number' ? [state.wait] : [];
  const seconds = [...new Set([...WAITS, ...own])].sort((a, b) => a - b);
  return (
    <Select
      label={t('wizard.waitBetween')}
      allowDeselect={false}
      data={[
        { value: 'none', label: t('wizard.noWait') },
        ...seconds.map((value) => ({ value: String(value), label: formatDuration(value, language) })),
        { value: 'hand', label: t('plan.untilMoved') },
      ]}
      value={String(state.wait)}
      onChange={(value) =>
        onChange({ wait: value === 'hand' || value === 'none' ? value : Number(value) || 'none' })
      }
      maw={260}
    />
  );
}
