import { Panel, Stack, Textarea, TextInput } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import type { BlockProps } from './wizard-context';

export function WhyBlock({ state, onChange }: BlockProps) {
  const t = useTranslate();
  return (
    <Panel title={t('wizard.why')}>
      <Stack gap="md">
        <TextInput
          label={t('wizard.title')}
          placeholder={state.bin && state.version ? `${state.bin} ${state.version}` : ''}
          value={state.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
          maxLength={200}
        />
        <Textarea
          label={t('wizard.notes')}
          description={t('wizard.notesHelp')}
          value={state.notes}
          onChange={(event) => onChange({ notes: event.currentTarget.value })}
          autosize
          minRows={2}
        />
      </Stack>
    </Panel>
  );
}
