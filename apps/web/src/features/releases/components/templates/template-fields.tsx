import { Checkbox, Stack, TextInput } from '../../../../components/ui';
import type { Environment } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';

export interface TemplateAbout {
  readonly name: string;
  readonly defaultForEnvironmentIds: readonly string[];
}

/** What a template has beside its rules. */
export function TemplateFields(props: {
  readonly value: TemplateAbout;
  readonly environments: readonly Environment[];
  readonly nameError: string | null;
  readonly onChange: (value: TemplateAbout) => void;
}) {
  const { value, environments, nameError, onChange } = props;
  const t = useTranslate();
  return (
    <Stack gap="md">
      <TextInput
        label={t('template.name')}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        maxLength={100}
        error={nameError}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Checkbox.Group
        label={t('template.defaultFor')}
        description={t('template.defaultForHelp')}
        value={[...value.defaultForEnvironmentIds]}
        onChange={(ids) => onChange({ ...value, defaultForEnvironmentIds: ids })}
      >
        <Stack gap="xs" mt={6}>
          {environments.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
