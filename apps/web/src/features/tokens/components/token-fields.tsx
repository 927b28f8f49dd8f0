import { MultiSelect, Select, TextInput } from '../../../components/ui';
import type { Permission } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { permissionLabel } from '../model/permissions';

export const DAYS = ['7', '30', '90', '180', '365'] as const;
export const DEFAULT_DAYS = '90';

export function NameField(props: object) {
  const t = useTranslate();
  return (
    <TextInput
      label={t('apiToken.name')}
      description={t('apiToken.nameHelp')}
      maxLength={100}
      data-autofocus
      {...props}
    />
  );
}

export function PermissionsField(props: { readonly choices: readonly Permission[]; readonly help?: string }) {
  const t = useTranslate();
  const { choices, help, ...field } = props;
  return (
    <MultiSelect
      label={t('apiToken.permissions')}
      description={help ?? t('apiToken.permissionsHelp')}
      data={choices.map((permission) => ({ value: permission, label: t(permissionLabel(permission)) }))}
      searchable
      {...field}
    />
  );
}

export function DaysField(props: object) {
  const t = useTranslate();
  return (
    <Select
      label={t('apiToken.validFor')}
      allowDeselect={false}
      data={DAYS.map((days) => ({ value: days, label: t('apiToken.days', { days: Number(days) }) }))}
      {...props}
    />
  );
}
