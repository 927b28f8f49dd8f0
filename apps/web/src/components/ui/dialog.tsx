import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';

export function Dialog(props: {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {props.children}
    </Modal>
  );
}
