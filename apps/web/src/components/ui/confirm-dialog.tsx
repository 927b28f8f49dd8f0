import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';
import { Button } from './button';
import { Dialog } from './dialog';
import { ProblemNotice } from './problem-notice';

/** For acts outside releases: says what happens, starts on Cancel when it is harmful. */
export function ConfirmDialog(props: {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  readonly confirmLabel: string;
  readonly isDanger?: boolean;
  readonly isBusy?: boolean;
  readonly error?: unknown;
  readonly unavailable?: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  const t = useTranslate();
  const { isOpen, title, confirmLabel, isDanger, isBusy, error, unavailable, onConfirm, onClose, children } =
    props;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <Stack gap="md">
        {children}
        {error !== null && error !== undefined && <ProblemNotice error={error} />}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus={isDanger || undefined}>
            {t('common.cancel')}
          </Button>
          <Button
            tone={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy ?? false}
            unavailable={unavailable}
            onClick={onConfirm}
            data-autofocus={!isDanger || undefined}
          >
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
