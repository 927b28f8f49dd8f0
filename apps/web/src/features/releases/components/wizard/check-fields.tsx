import { useQuery } from '@tanstack/react-query';
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
import { metricSourcesQuery } from '../../../../lib/metric-sources';
import {
  CHECK_KINDS,
  CHECK_NUMBERS,
  isMeasured,
  type MeasuredCheck,
  newCheck,
  PERCENTILES,
  shownNumber,
  USUAL_CHECKS,
  withNumber,
} from '../../model/checks';
import { AskedFields } from './asked-fields';
import type { RulesProps } from './wizard-context';
import styles from './wizard.module.css';

/** What the judge looks at: what is usual, or what somebody chose. */
export function CheckFields({ state, faults, place, onChange }: RulesProps) {
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
      {checks !== null && (
        <Checks checks={checks} place={place} onChange={(next) => onChange({ checks: next })} />
      )}
      {faults.includes('checks') && <Notice kind="error">{t('wizard.checksFault')}</Notice>}
    </Stack>
  );
}

function Checks(props: {
  readonly checks: readonly Check[];
  readonly place: RulesProps['place'];
  readonly onChange: (checks: readonly Check[]) => void;
}) {
  const { checks, place, onChange } = props;
  const t = useTranslate();
  const { data: sources } = useQuery(metricSourcesQuery);
  const kinds = CHECK_KINDS.filter(
    (kind) =>
      (kind !== 'promql' || sources?.prometheus.isConfigured) &&
      (kind !== 'alerts' || sources?.alertmanager.isConfigured),
  );
  const replace = (index: number, check: Check): void =>
    onChange(checks.map((old, at) => (at === index ? check : old)));
  return (
    <Stack gap="sm" align="flex-start">
      <ol className={`${styles.steps} ${styles.whole}`} aria-label={t('wizard.judge')}>
        {checks.map((check, index) => (
          <li key={index} className={`${styles.step} ${styles.check}`}>
            <CheckRow
              check={check}
              number={index + 1}
              kinds={kinds.includes(check.kind) ? kinds : [...kinds, check.kind]}
              place={place}
              onChange={(next) => replace(index, next)}
            />
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

interface RowProps<T extends Check> {
  readonly check: T;
  readonly number: number;
  readonly onChange: (check: Check) => void;
}

function CheckRow(
  props: RowProps<Check> & { readonly kinds: readonly Check['kind'][]; readonly place: RulesProps['place'] },
) {
  const { check, number, kinds, place, onChange } = props;
  const t = useTranslate();
  return (
    <div className={isMeasured(check) ? styles.checkRow : styles.askedRow}>
      <Select
        className={styles.wide ?? ''}
        aria-label={t('wizard.checkKind', { number })}
        allowDeselect={false}
        data={kinds.map((kind) => ({ value: kind, label: t(`check.${kind}`) }))}
        value={check.kind}
        onChange={(value) =>
          onChange(newCheck(kinds.find((kind) => kind === value) ?? check.kind, check.isShadow))
        }
      />
      {isMeasured(check) ? (
        <MeasuredFields check={check} number={number} onChange={onChange} />
      ) : (
        <AskedFields check={check} number={number} place={place} onChange={onChange} />
      )}
      <Checkbox
        label={t('wizard.isShadow')}
        checked={check.isShadow === true}
        onChange={(event) => onChange({ ...check, isShadow: event.currentTarget.checked })}
      />
    </div>
  );
}

function MeasuredFields({ check, number, onChange }: RowProps<MeasuredCheck>) {
  const t = useTranslate();
  const { label } = CHECK_NUMBERS[check.kind];
  return (
    <>
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
    </>
  );
}
