import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  Button,
  Group,
  Notice,
  ProblemNotice,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { AlertRule, Project } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { saveAlertRule } from '../api/alert-rules';
import { isPreset, PRESET_IDS, PRESETS, withPreset } from '../model/presets';
import {
  EMPTY_RULE,
  ruleFaults,
  ruleRequest,
  ruleValues,
  type RuleFault,
  type RuleValues,
} from '../model/rule-values';
import { SEVERITIES } from '../model/severity-looks';
import styles from './alerts.module.css';
import { ConditionFields } from './condition-fields';
import { RulePreview } from './rule-preview';

export interface BinFieldProps {
  readonly projectId: string;
  readonly value: string;
  readonly onChange: (bin: string) => void;
}

interface Props {
  /** Those whose rules the person may make. */
  readonly projects: readonly Project[];
  readonly rule: AlertRule | null;
  readonly startsIn: { readonly projectId: string; readonly environmentId: string };
  readonly renderBin: (props: BinFieldProps) => ReactNode;
  readonly onDone: () => void;
}

export function RuleForm(props: Props) {
  const { projects, rule, startsIn, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [values, setValues] = useState<RuleValues>(() => firstValues(rule, projects, startsIn));
  const [isAsked, setIsAsked] = useState(false);
  const save = useMutation({
    mutationFn: () => saveAlertRule(rule, ruleRequest(values)),
    onSuccess: ({ name, isEnabled }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.alerts });
      toastDone(t(isEnabled ? 'alertRule.saved' : 'alertRule.savedOff', { name }));
      onDone();
    },
  });
  const faults = ruleFaults(values);
  const refused = fieldErrors(save.error);
  const errorOf = (field: RuleFault): string | null =>
    refused[field] ??
    refused[`condition.${field}`] ??
    (isAsked && faults.includes(field) ? t(`alertRule.fault.${field}`) : null);
  const change = (part: Partial<RuleValues>): void => setValues({ ...values, ...part });
  // A name is not needed to see what the rule would find.
  const isSeen = faults.every((fault) => fault === 'name');
  const previewed = isSeen ? ruleRequest({ ...values, name: values.name.trim() || '?' }) : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (faults.length === 0) save.mutate();
      }}
    >
      <Stack gap="md">
        {rule ? (
          <Notice kind="info">{t('alertRule.changeText')}</Notice>
        ) : (
          <PresetField values={values} onChange={setValues} />
        )}
        <NameFields values={values} errorOf={errorOf} onChange={change} />
        <PlaceFields {...props} values={values} errorOf={errorOf} onChange={change} />
        <ConditionFields values={values} errorOf={errorOf} onChange={change} />
        <Switch
          label={t('alertRule.enabled')}
          checked={values.isEnabled}
          onChange={(event) => change({ isEnabled: event.currentTarget.checked })}
        />
        <RulePreview rule={previewed} />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(rule ? 'common.save' : 'alertRule.new')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function firstValues(
  rule: AlertRule | null,
  projects: readonly Project[],
  { projectId, environmentId }: Props['startsIn'],
): RuleValues {
  if (rule) return ruleValues(rule);
  const known = projects.some(({ id }) => id === projectId);
  if (known) return { ...EMPTY_RULE, projectId, environmentId };
  return { ...EMPTY_RULE, projectId: projects.length === 1 ? (projects[0]?.id ?? '') : '' };
}

function PresetField(props: {
  readonly values: RuleValues;
  readonly onChange: (values: RuleValues) => void;
}) {
  const t = useTranslate();
  const [chosen, setChosen] = useState<string>('blank');
  return (
    <Select
      label={t('alertRule.preset')}
      data-autofocus
      data={[
        { value: 'blank', label: t('alertRule.preset.blank') },
        ...PRESET_IDS.map((id) => ({ value: id, label: t(PRESETS[id].label) })),
      ]}
      value={chosen}
      allowDeselect={false}
      onChange={(id) => {
        setChosen(id ?? 'blank');
        const preset = isPreset(id) ? id : 'blank';
        props.onChange(withPreset(props.values, preset, preset === 'blank' ? '' : t(PRESETS[preset].label)));
      }}
    />
  );
}

interface Fields {
  readonly values: RuleValues;
  readonly errorOf: (field: RuleFault) => string | null;
  readonly onChange: (part: Partial<RuleValues>) => void;
}

function NameFields({ values, errorOf, onChange }: Fields) {
  const t = useTranslate();
  return (
    <>
      <TextInput
        label={t('alertRule.name')}
        maxLength={100}
        value={values.name}
        error={errorOf('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t('alert.severity')}
        data={SEVERITIES.map((severity) => ({ value: severity, label: t(`alert.severity.${severity}`) }))}
        value={values.severity}
        onChange={(chosen) =>
          onChange({ severity: SEVERITIES.find((severity) => severity === chosen) ?? 'warning' })
        }
      />
    </>
  );
}

function PlaceFields({ projects, rule, renderBin, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  const environments = projects.find(({ id }) => id === values.projectId)?.environments ?? [];
  return (
    <div className={styles.pair}>
      <Select
        label={t('alertRule.project')}
        searchable
        // A rule stays in its project.
        disabled={rule !== null}
        data={projects.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.projectId || null}
        allowDeselect={false}
        error={errorOf('projectId')}
        onChange={(projectId) => onChange({ projectId: projectId ?? '', environmentId: '', bin: '' })}
      />
      <Select
        label={t('alertRule.environment')}
        data={[
          { value: '', label: t('alertRule.eachEnvironment') },
          ...environments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.environmentId}
        allowDeselect={false}
        onChange={(environmentId) => onChange({ environmentId: environmentId ?? '' })}
      />
      {values.kind !== 'nodes' &&
        renderBin({ projectId: values.projectId, value: values.bin, onChange: (bin) => onChange({ bin }) })}
    </div>
  );
}
