import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  Button,
  Group,
  NumberInput,
  ProblemNotice,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TextInput,
  toastDone,
} from '../../../components/ui';
import type { CiRule, CiSource } from '../../../lib/api';
import { fieldErrors } from '../../../lib/api/field-errors';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { saveRule } from '../api/rules';
import {
  ciRuleFaults,
  ciRuleRequest,
  ciRuleValues,
  EMPTY_CI_RULE,
  type CiRuleFault,
  type CiRuleValues,
} from '../model/rule-values';
import styles from './ci.module.css';
import { RuleTrial } from './rule-trial';

export interface BinFieldProps {
  readonly value: string;
  readonly onChange: (bin: string) => void;
}

/** What other rooms have to choose from. */
export interface RuleChoices {
  readonly environments: readonly { readonly code: string; readonly name: string }[];
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  readonly renderBin: (props: BinFieldProps) => ReactNode;
}

interface Props {
  readonly source: CiSource;
  readonly rule: CiRule | null;
  readonly choices: RuleChoices;
  readonly onDone: () => void;
}

export function RuleForm(props: Props) {
  const { source, rule, onDone } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [values, setValues] = useState<CiRuleValues>(() => (rule ? ciRuleValues(rule) : EMPTY_CI_RULE));
  const [isAsked, setIsAsked] = useState(false);
  const save = useMutation({
    mutationFn: () => saveRule(rule, ciRuleRequest(values, source.id, rule)),
    onSuccess: ({ name, isEnabled }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.ci });
      toastDone(t(isEnabled ? 'ci.rule.saved' : 'ci.rule.savedOff', { name }));
      onDone();
    },
  });
  const faults = ciRuleFaults(values);
  const refused = fieldErrors(save.error);
  const fields: Fields = {
    values,
    errorOf: (field) =>
      refused[field] ??
      refused[`release.${field}`] ??
      (isAsked && faults.includes(field as CiRuleFault)
        ? t(field === 'position' ? 'ci.rule.positionFault' : 'form.required')
        : null),
    onChange: (part) => setValues({ ...values, ...part }),
  };
  // A name is not needed to see what the rule would do.
  const isTriable = faults.every((fault) => fault === 'name');
  const tried = ciRuleRequest({ ...values, name: values.name.trim() || '?' }, source.id, rule);
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
        <Which {...fields} />
        <Becomes {...props} {...fields} />
        <Then {...props} {...fields} />
        <RuleTrial rule={isTriable ? tried : null} />
        {save.error && <ProblemNotice error={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {t(rule ? 'common.save' : 'ci.rule.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Fields {
  readonly values: CiRuleValues;
  readonly errorOf: (field: keyof CiRuleValues) => string | null;
  readonly onChange: (part: Partial<CiRuleValues>) => void;
}

const WORDS = '{number} {tag} {tag.number} {branch} {commit} {parameter.NAME} {file.NAME}';
const LONGEST = { name: 100, job: 500, ref: 300, file: 500, version: 200, arch: 100 } as const;

function Words(props: Fields & { readonly field: keyof typeof LONGEST; readonly example?: string }) {
  const t = useTranslate();
  const { field, example, values, errorOf, onChange } = props;
  return (
    <TextInput
      label={t(`ci.rule.${field}`)}
      description={t(`ci.rule.${field}Help`, { words: WORDS, arch: '{arch}' })}
      maxLength={LONGEST[field]}
      value={values[field]}
      error={errorOf(field)}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      {...(example ? { placeholder: example } : {})}
      {...(field === 'name' ? { 'data-autofocus': true } : { spellCheck: false })}
    />
  );
}

function Which(fields: Fields) {
  return (
    <>
      <Words {...fields} field="name" />
      <div className={styles.pair}>
        <Words {...fields} field="job" example="team/my-svc" />
        <Words {...fields} field="ref" example="main" />
      </div>
      <Words {...fields} field="file" example="dist/my-svc-{arch}" />
    </>
  );
}

function Becomes({ choices, ...fields }: Props & Fields) {
  const t = useTranslate();
  const { values, errorOf, onChange } = fields;
  const binFault = errorOf('bin');
  return (
    <>
      <div>
        {choices.renderBin({ value: values.bin, onChange: (bin) => onChange({ bin }) })}
        {binFault && (
          <p role="alert" style={{ color: 'var(--rc-red-fg)', fontSize: '0.8125rem' }}>
            {binFault}
          </p>
        )}
      </div>
      <div className={styles.pair}>
        <Words {...fields} field="version" example="{parameter.VERSION}" />
        <Words {...fields} field="arch" example="{file.arch}" />
      </div>
      <SegmentedControl
        aria-label={t('ci.rule.kind')}
        data={(['file', 'archive'] as const).map((kind) => ({
          value: kind,
          label: t(`ci.rule.kind.${kind}`),
        }))}
        value={values.kind}
        onChange={(kind) => onChange({ kind: kind === 'archive' ? 'archive' : 'file' })}
      />
    </>
  );
}

const RELEASES = ['none', 'draft', 'submit'] as const;

function Then({ rule, choices, values, errorOf, onChange }: Props & Fields) {
  const t = useTranslate();
  const hasOwnStrategy = rule?.release?.strategy !== undefined;
  return (
    <>
      <Select
        label={t('ci.rule.then')}
        description={values.release === 'none' ? undefined : t('ci.rule.thenHelp')}
        data={RELEASES.map((mode) => ({ value: mode, label: t(`ci.rule.then.${mode}`) }))}
        value={values.release}
        allowDeselect={false}
        onChange={(mode) => onChange({ release: RELEASES.find((one) => one === mode) ?? 'none' })}
      />
      {values.release !== 'none' && (
        <div className={styles.pair}>
          <Select
            label={t('release.environment')}
            data={choices.environments.map(({ code, name }) => ({ value: code, label: name }))}
            value={values.environment || null}
            allowDeselect={false}
            error={errorOf('environment')}
            onChange={(environment) => onChange({ environment: environment ?? '' })}
          />
          <Select
            label={t('ci.rule.template')}
            placeholder={t(hasOwnStrategy ? 'ci.rule.ownStrategy' : 'ci.rule.noTemplate')}
            clearable
            data={choices.templates.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.strategyTemplateId || null}
            error={errorOf('strategyTemplateId')}
            onChange={(id) => onChange({ strategyTemplateId: id ?? '' })}
          />
        </div>
      )}
      <div className={styles.pair}>
        <NumberInput
          label={t('ci.rule.position')}
          description={t('ci.rule.positionHelp')}
          min={0}
          max={10_000}
          value={values.position}
          error={errorOf('position')}
          onChange={(position) => onChange({ position })}
        />
        <Switch
          label={t('ci.rule.enabled')}
          checked={values.isEnabled}
          onChange={(event) => onChange({ isEnabled: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}
