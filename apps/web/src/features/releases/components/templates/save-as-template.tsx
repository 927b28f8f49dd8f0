import { useState } from 'react';
import { Button, Group, ProblemNotice, Stack } from '../../../../components/ui';
import type { Environment, StrategyTemplate } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { toRules, type RulesState } from '../../model/rules-state';
import { TemplateFields, type TemplateAbout } from './template-fields';
import { useSaveTemplate } from './use-save-template';

/** Keeps the rules that are on the form under a name. */
export function SaveAsTemplate(props: {
  readonly projectId: string;
  readonly rules: RulesState;
  readonly environments: readonly Environment[];
  readonly onCancel: () => void;
  readonly onSaved: (template: StrategyTemplate) => void;
}) {
  const { projectId, rules, environments, onCancel, onSaved } = props;
  const t = useTranslate();
  const [about, setAbout] = useState<TemplateAbout>({ name: '', defaultForEnvironmentIds: [] });
  const save = useSaveTemplate(projectId, null, onSaved);
  return (
    <Stack gap="md">
      <p>{t('template.saveAsText')}</p>
      <TemplateFields value={about} environments={environments} nameError={null} onChange={setAbout} />
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button
          tone="primary"
          isBusy={save.isPending}
          unavailable={about.name.trim() === '' ? t('template.needsName') : null}
          onClick={() => save.mutate({ ...toRules(rules), ...about, name: about.name.trim() })}
          data-save-template
        >
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  );
}
