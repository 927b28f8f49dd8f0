import { useState } from 'react';
import { Button, Divider, Group, ProblemNotice, Stack } from '../../../../components/ui';
import type { Environment, Labels, StrategyTemplate } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { EMPTY_RULES, fromRules, rulesFaultsOf, toRules, type RulesState } from '../../model/rules-state';
import { HoursFields } from '../wizard/hours-fields';
import { LimitFields } from '../wizard/limit-fields';
import { StrategyFields } from '../wizard/strategy-fields';
import { TemplateFields, type TemplateAbout } from './template-fields';
import { useSaveTemplate } from './use-save-template';

/** The same fields that a release has, under a name. */
export function TemplateForm(props: {
  readonly projectId: string;
  readonly template: StrategyTemplate | null;
  readonly environments: readonly Environment[];
  readonly nodeLabels: readonly Labels[];
  readonly onDone: () => void;
}) {
  const { projectId, template, environments, nodeLabels, onDone } = props;
  const t = useTranslate();
  const [about, setAbout] = useState<TemplateAbout>({
    name: template?.name ?? '',
    defaultForEnvironmentIds: template?.defaultForEnvironmentIds ?? [],
  });
  const [state, setState] = useState<RulesState>(template ? fromRules(template) : EMPTY_RULES);
  const [wasAsked, setWasAsked] = useState(false);
  const save = useSaveTemplate(projectId, template, onDone);
  const name = about.name.trim();
  const faults = rulesFaultsOf(state);
  const rules = {
    state,
    nodeLabels,
    faults: wasAsked ? faults : [],
    place: null,
    onChange: (part: Partial<RulesState>): void => setState((current) => ({ ...current, ...part })),
  };
  const go = (): void => {
    setWasAsked(true);
    if (name !== '' && faults.length === 0) save.mutate({ ...toRules(state), ...about, name });
  };
  return (
    <Stack gap="lg">
      {template && <p>{t('template.editText')}</p>}
      <TemplateFields
        value={about}
        environments={environments}
        nameError={wasAsked && name === '' ? t('form.required') : null}
        onChange={setAbout}
      />
      <Divider label={t('template.how')} labelPosition="left" />
      <StrategyFields {...rules} />
      <HoursFields {...rules} />
      <Divider label={t('template.limits')} labelPosition="left" />
      <LimitFields {...rules} />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button tone="primary" isBusy={save.isPending} onClick={go} data-save-template>
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  );
}
