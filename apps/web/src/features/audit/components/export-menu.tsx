import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { Button, Menu, ProblemNotice, toastDone } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { saveFile } from '../../../lib/save-file';
import { exportAudit, type AuditFilter } from '../api/audit';

export function ExportMenu({ filter }: { readonly filter: AuditFilter }) {
  const t = useTranslate();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'json') => {
      const name = `audit.${format}`;
      saveFile(name, await exportAudit(filter, format));
      return name;
    },
    onSuccess: (name) => toastDone(t('audit.exported', { name })),
  });
  return (
    <>
      {save.error && <ProblemNotice error={save.error} />}
      <Menu position="bottom-end" shadow="md" width={220}>
        <Menu.Target>
          <Button tone="primary" icon={<IconDownload size={16} />} isBusy={save.isPending}>
            {t('audit.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('audit.exportHelp')}</Menu.Label>
          <Menu.Item onClick={() => save.mutate('csv')}>{t('audit.exportCsv')}</Menu.Item>
          <Menu.Item onClick={() => save.mutate('json')}>{t('audit.exportJson')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
