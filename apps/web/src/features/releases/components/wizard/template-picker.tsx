import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, Dialog, Group, Select } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { rulesFaultsOf } from '../../model/rules-state';
import { differsFrom, pickTemplate } from '../../model/template-choice';
import { SaveAsTemplate } from '../templates/save-as-template';
import type { BlockProps } from './wizard-context';

/** Rules that the project keeps, to start from; the release gets a copy that may be changed. */
export function TemplatePicker({ state, sources, onChange }: BlockProps) {
  const t = useTranslate();
  const [isSaving, setIsSaving] = useState(false);
  const { templates = [], canSaveTemplate } = sources;
  if (state.projectId === '' || (templates.length === 0 && !canSaveTemplate)) return null;
  const chosen = templates.find(({ id }) => id === state.strategyTemplateId);
  const hasFaults = rulesFaultsOf(state).length > 0;
  return (
    <Group gap="sm" align="flex-end" data-template-picker>
      {templates.length > 0 && (
        <Select
          label={t('template.template')}
          data={[
            { value: '', label: t('template.none') },
            ...templates.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={state.strategyTemplateId}
          onChange={(id) => onChange(pickTemplate(templates.find((template) => template.id === id)))}
          allowDeselect={false}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...(chosen && differsFrom(chosen, state) ? { description: t('template.changedHere') } : {})}
          style={{ flex: '1 1 14rem' }}
        />
      )}
      {canSaveTemplate && (
        <Button
          icon={<IconDeviceFloppy size={16} aria-hidden />}
          unavailable={hasFaults ? t('template.faultsFirst') : null}
          onClick={() => setIsSaving(true)}
        >
          {t('template.saveAs')}
        </Button>
      )}
      <Dialog isOpen={isSaving} onClose={() => setIsSaving(false)} title={t('template.saveAs')}>
        <SaveAsTemplate
          projectId={state.projectId}
          rules={state}
          environments={sources.environments}
          onCancel={() => setIsSaving(false)}
          onSaved={({ id }) => {
            setIsSaving(false);
            onChange({ strategyTemplateId: id, areRulesByHand: true });
          }}
        />
      </Dialog>
    </Group>
  );
}
