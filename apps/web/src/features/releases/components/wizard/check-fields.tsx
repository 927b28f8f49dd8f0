import { IconPlus, IconTrash } from '@tabler/icons-react';
import {
  Button,
  Checkbox,
  IconButton,
  Notice,
  NumberInput,
  Radio,
  Select,
  Stack,
} from '../../../../components/ui';
import type { Check } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import {
  CHECK_KINDS,
  CHECK_NUMBERS,
  newCheck,
  PERCENTILES,
  shownNumber,
  USUAL_CHECKS,
  withNumber,
} from '../../model/checks';
import type { RulesProps } from './wizard-context';
import styles from './wizard.module.css';

/** What the judge looks at: what is usual, or what somebody chose. */
export function CheckFields({ state, faults, onChange }: RulesProps) {
  const t = useTranslate();
  const { checks } = state;
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('wizard.judge')}
        description={t('wizard.judgeHelp')}
        value={checks === null ? 'usual' : 'own'}
        onChange={(value) => onChange({ checks: value === 'own' ? USUAL_CHECKS : null })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="usual" label={t('wizard.usualChecks')} description={t('wizard.usualChecksHelp')} />
          <Radio value="own" label={t('wizard.ownChecks')} />
        </Stack>
      </Radio.Group>
      {checks !== null && <Checks checks={checks} onChange={(next) => onChange({ checks: next })} />}
      {faults.includes('checks') && <Notice kind="error">{t('wizard.checksFault')}</Notice>}
    </Stack>
  );
}

function Checks(props: {
  readonly checks: readonly Check[];
  readonly onChange: (checks: readonly Check[]) => void;
}) {
  const { checks, onChange } = props;
  const t = useTranslate();
  const replace = (index: number, check: Check): void =>
    onChange(checks.map((old, at) => (at === index ? check : old)));
  return (
    <Stack gap="sm" align="flex-start">
      <ol className={`${styles.steps} ${styles.whole}`} aria-label={t('wizard.judge')}>
        {checks.map((check, index) => (
          <li key={index} className={styles.step}>
            <CheckRow check={check} number={index + 1} onChange={(next) => replace(index, next)} />
            <IconButton
              label={t('wizard.removeCheck', { number: index + 1 })}
              onClick={() => onChange(checks.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        size="xs"
        icon={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...checks, newCheck('memory')])}
      >
        {t('wizard.addCheck')}
      </Button>
    </Stack>
  );
}

function CheckRow(props: {
  readonly check: Check;
  readonly number: number;
  readonly onChange: (check: Check) => void;
}) {
  const { check, number, onChange } = props;
  const t = useTranslate();
  const { label } = CHECK_NUMBERS[check.kind];
  return (
    <>
      <Select
        className={styles.wide ?? ''}
        aria-label={t('wizard.checkKind', { number })}
        allowDeselect={false}
        data={CHECK_KINDS.map((kind) => ({ value: kind, label: t(`check.${kind}`) }))}
        value={check.kind}
        onChange={(value) =>
          onChange(newCheck(CHECK_KINDS.find((kind) => kind === value) ?? check.kind, check.isShadow))
        }
      />
      {check.percentile !== undefined && (
        <Select
          aria-label={`${t('wizard.percentile')} ${number}`}
          allowDeselect={false}
          data={PERCENTILES.map((value) => ({ value: String(value), label: `P${value}` }))}
          value={String(check.percentile)}
          onChange={(value) =>
            onChange({ ...check, percentile: PERCENTILES.find((each) => String(each) === value) ?? 99 })
          }
          w={90}
        />
      )}
      <NumberInput
        aria-label={`${t(label)} ${number}`}
        leftSection={<span className={styles.unit}>{t(label)}</span>}
        leftSectionWidth={120}
        value={shownNumber(check)}
        onChange={(value) => onChange(withNumber(check, Number(value) || 0))}
        min={0}
        w={220}
      />
      <Checkbox
        label={t('wizard.isShadow')}
        checked={check.isShadow === true}
        onChange={(event) => onChange({ ...check, isShadow: event.currentTarget.checked })}
      />
    </>
  );
}
