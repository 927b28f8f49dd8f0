import { MultiSelect, NumberInput, SegmentedControl, Select, TextInput } from '../../../components/ui';
import { useTranslate, type MessageKey } from '../../../lib/i18n';
import { FIGURE_IDS, figureUnit } from '../model/figure-units';
import {
  FOR_UNITS,
  takesRequests,
  type ForUnit,
  type RuleFault,
  type RuleValues,
} from '../model/rule-values';
import styles from './alerts.module.css';

const KINDS = ['release', 'nodes', 'metric'] as const;
const NODE_STATES = ['offline', 'silent', 'unhealthy', 'drifted', 'quarantined'] as const;
const COMPARISONS = ['above', 'below'] as const;
const STATUSES = [
  'pending_approval',
  'approved',
  'scheduled',
  'deploying',
  'paused',
  'rolling_back',
  'completed',
  'completed_with_exceptions',
  'rolled_back',
  'rolled_back_with_exceptions',
  'stopped',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
] as const;

interface Props {
  readonly values: RuleValues;
  readonly errorOf: (field: RuleFault) => string | null;
  readonly onChange: (part: Partial<RuleValues>) => void;
}

/** What is watched, and for how long it may be so. */
export function ConditionFields(props: Props) {
  const { values, onChange } = props;
  const t = useTranslate();
  return (
    <>
      <SegmentedControl
        aria-label={t('alertRule.kind')}
        data={KINDS.map((kind) => ({ value: kind, label: t(`alertRule.kind.${kind}`) }))}
        value={values.kind}
        onChange={(kind) => onChange({ kind: KINDS.find((known) => known === kind) ?? 'release' })}
      />
      {values.kind === 'release' && <ReleaseFields {...props} />}
      {values.kind === 'nodes' && <NodeFields {...props} />}
      {values.kind === 'metric' && <FigureFields {...props} />}
      <ForField {...props} />
    </>
  );
}

function ReleaseFields({ values, errorOf, onChange }: Props) {
  const t = useTranslate();
  return (
    <MultiSelect
      label={t('alertRule.states')}
      description={t('alertRule.statesHelp')}
      data={STATUSES.map((status) => ({ value: status, label: t(`status.${status}` as MessageKey) }))}
      value={[...values.states]}
      error={errorOf('states')}
      onChange={(states) => onChange({ states })}
    />
  );
}

function NodeFields({ values, errorOf, onChange }: Props) {
  const t = useTranslate();
  return (
    <div className={styles.pair}>
      <Select
        label={t('alertRule.state')}
        data={NODE_STATES.map((state) => ({ value: state, label: t(`alertRule.state.${state}`) }))}
        value={values.state}
        allowDeselect={false}
        onChange={(state) => onChange({ state: state ?? values.state })}
      />
      <TextInput
        label={t('alertRule.atLeast')}
        description={t('alertRule.atLeastHelp')}
        inputWrapperOrder={ORDER}
        value={values.atLeast}
        error={errorOf('atLeast')}
        onChange={(event) => onChange({ atLeast: event.currentTarget.value })}
      />
    </div>
  );
}

/** Help below, so that fields beside one another stand in one line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

function FigureFields({ values, errorOf, onChange }: Props) {
  const t = useTranslate();
  const { word } = figureUnit(values.figure);
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('alertRule.figure')}
          data={FIGURE_IDS.map((figure) => ({ value: figure, label: t(`alertRule.figure.${figure}`) }))}
          value={values.figure}
          allowDeselect={false}
          onChange={(figure) => onChange({ figure: figure ?? values.figure })}
        />
        <Select
          label={t('alertRule.comparison')}
          data={COMPARISONS.map((comparison) => ({ value: comparison, label: t(`alertRule.${comparison}`) }))}
          value={values.comparison}
          allowDeselect={false}
          onChange={(comparison) => onChange({ comparison: comparison ?? values.comparison })}
        />
        <NumberInput
          label={t('alertRule.threshold', { unit: 'text' in word ? word.text : t(word.key) })}
          min={0}
          value={values.threshold}
          error={errorOf('threshold')}
          onChange={(threshold) => onChange({ threshold: numberOf(threshold) })}
        />
      </div>
      <div className={styles.pair}>
        <NumberInput
          label={t('alertRule.window')}
          description={t('alertRule.windowHelp')}
          inputWrapperOrder={ORDER}
          min={1}
          max={60}
          allowDecimal={false}
          value={values.windowMinutes}
          error={errorOf('windowSeconds')}
          onChange={(windowMinutes) => onChange({ windowMinutes: numberOf(windowMinutes) })}
        />
        {takesRequests(values.figure) && (
          <NumberInput
            label={t('alertRule.minRequests')}
            description={t('alertRule.minRequestsHelp')}
            inputWrapperOrder={ORDER}
            min={1}
            allowDecimal={false}
            placeholder="30"
            value={values.minRequests}
            onChange={(minRequests) => onChange({ minRequests: numberOf(minRequests) })}
          />
        )}
      </div>
    </>
  );
}

function ForField({ values, errorOf, onChange }: Props) {
  const t = useTranslate();
  return (
    <div className={styles.pair}>
      <NumberInput
        label={t('alertRule.for')}
        description={t('alertRule.forHelp')}
        inputWrapperOrder={ORDER}
        min={0}
        allowDecimal={false}
        value={values.forCount}
        error={errorOf('forSeconds')}
        onChange={(forCount) => onChange({ forCount: numberOf(forCount) })}
      />
      <Select
        label={t('alertRule.forUnit')}
        data={(Object.keys(FOR_UNITS) as ForUnit[]).map((unit) => ({
          value: unit,
          label: t(`alertRule.${unit}`),
        }))}
        value={values.forUnit}
        allowDeselect={false}
        onChange={(unit) => onChange({ forUnit: (unit as ForUnit | null) ?? values.forUnit })}
      />
    </div>
  );
}

function numberOf(value: string | number): number | '' {
  return typeof value === 'number' ? value : '';
}
