import { Drawer, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useTranslate } from '../../lib/i18n';
import styles from './dialog.module.css';

const CLASSES = { content: styles.content ?? '' };

interface Props {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A click beside it closes a dialog, but not one into which somebody has typed: that would be lost. */
function useKeepsWhatWasTyped(isOpen: boolean): {
  readonly closeOnClickOutside: boolean;
  readonly onInput: () => void;
} {
  const [isTyped, setIsTyped] = useState(false);
  if (isTyped && !isOpen) setIsTyped(false);
  return { closeOnClickOutside: !isTyped, onInput: () => setIsTyped(true) };
}

/** Put together by hand because the library's own head is a second banner landmark. */
export function Dialog(props: Props & { readonly size?: 'md' | 'lg' | 'xl' }) {
  const t = useTranslate();
  const kept = useKeepsWhatWasTyped(props.isOpen);
  return (
    <Modal.Root
      {...kept}
      classNames={CLASSES}
      opened={props.isOpen}
      onClose={props.onClose}
      size={props.size ?? 'md'}
      centered
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title className={styles.title ?? ''}>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </div>
        <Modal.Body p={0}>
          <div className={styles.body}>{props.children}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Comes up from the lower edge, where a thumb is. */
export function Sheet(props: Props) {
  const t = useTranslate();
  return (
    <Drawer.Root
      classNames={CLASSES}
      opened={props.isOpen}
      onClose={props.onClose}
      position="bottom"
      size="auto"
    >
      <Drawer.Overlay backgroundOpacity={0.5} />
      <Drawer.Content>
        <div className={styles.head}>
          <Drawer.Title className={styles.title ?? ''}>{props.title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('common.close')} />
        </div>
        <Drawer.Body p={0}>
          <div className={styles.body}>{props.children}</div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** Beside the page it belongs to; on a phone there is no room beside, so it takes the whole screen. */
export function SideDrawer(props: Props) {
  const t = useTranslate();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  return (
    <Drawer.Root
      classNames={CLASSES}
      opened={props.isOpen}
      onClose={props.onClose}
      position="right"
      size={isPhone ? '100%' : 'lg'}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <div className={styles.head}>
          <Drawer.Title className={styles.title ?? ''}>{props.title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('common.close')} />
        </div>
        <Drawer.Body p={0}>
          <div className={styles.body}>{props.children}</div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** Without a head: the palette is one box. */
export function BareDialog(props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal.Root classNames={CLASSES} opened onClose={props.onClose} size="lg" yOffset="12vh">
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content aria-label={props.label}>{props.children}</Modal.Content>
    </Modal.Root>
  );
}
