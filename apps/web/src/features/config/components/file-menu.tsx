import { IconArchive, IconArchiveOff, IconDots, IconFileOff, IconSettings } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, ConfirmDialog, Dialog, Menu, toastDone } from '../../../components/ui';
import type { ConfigEnvironment, ConfigFile } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useTranslate } from '../../../lib/i18n';
import { archiveConfig, configQuery, restoreConfig } from '../api/config-files';
import type { ConfigRights } from '../model/rights';
import styles from './config.module.css';
import { DeleteDialog } from './delete-dialog';
import { FileSettings } from './file-settings';

type Open = 'settings' | 'delete' | 'archive';

/** What is rarely wanted of a file, the harmful apart from the rest. */
export function FileMenu(props: {
  readonly file: ConfigFile;
  readonly environment: ConfigEnvironment | null;
  readonly rights: ConfigRights;
}) {
  const { file, environment, rights } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const refresh = () => cache.invalidateQueries({ queryKey: queryKeys.configs });
  const archive = useMutation({
    mutationFn: () => archiveConfig(file.id),
    onSuccess: () => {
      toastDone(t('config.archivedDone', { name: file.name }));
      setOpen(null);
      void refresh();
    },
  });
  const restore = useMutation({
    mutationFn: () => restoreConfig(file.id),
    onSuccess: (after) => {
      cache.setQueryData(configQuery(file.id).queryKey, after);
      void refresh();
    },
  });
  const close = (): void => setOpen(null);
  if (file.archivedAt)
    return (
      <Button
        icon={<IconArchiveOff size={16} aria-hidden />}
        isBusy={restore.isPending}
        unavailable={rights.mayEdit ? null : t('config.mayNotEdit')}
        onClick={() => restore.mutate()}
      >
        {t('config.restore')}
      </Button>
    );
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260}>
        <Menu.Target>
          <Button icon={<IconDots size={16} aria-hidden />}>{t('config.more')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconSettings size={16} aria-hidden />}
            disabled={!rights.mayEdit}
            onClick={() => setOpen('settings')}
          >
            {t('config.settings')}
          </Menu.Item>
          <Menu.Divider role="separator" />
          {environment && environment.stable && !environment.stable.isDeletion && (
            <Menu.Item
              className={styles.harmful ?? ''}
              leftSection={<IconFileOff size={16} aria-hidden />}
              disabled={!rights.mayPublish}
              onClick={() => setOpen('delete')}
            >
              {t('config.deleteIn', { name: environment.name })}
            </Menu.Item>
          )}
          <Menu.Item
            className={styles.harmful ?? ''}
            leftSection={<IconArchive size={16} aria-hidden />}
            disabled={!rights.mayEdit}
            onClick={() => setOpen('archive')}
          >
            {t('config.archive')}
          </Menu.Item>
          {(!rights.mayEdit || !rights.mayPublish) && <Menu.Label>{t('config.mayNotEdit')}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      <Dialog isOpen={open === 'settings'} size="lg" onClose={close} title={t('config.settings')}>
        {open === 'settings' && <FileSettings file={file} onDone={close} />}
      </Dialog>
      {open === 'delete' && environment && (
        <DeleteDialog file={file} environment={environment} onClose={close} />
      )}
      <ConfirmDialog
        isOpen={open === 'archive'}
        isDanger
        title={t('config.archiveTitle', { name: file.name })}
        confirmLabel={t('config.archive')}
        isBusy={archive.isPending}
        error={archive.error}
        onConfirm={() => archive.mutate()}
        onClose={close}
      >
        <p>{t('config.archiveText')}</p>
      </ConfirmDialog>
    </>
  );
}
