import { Tooltip } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

export default function Tip(props: {
  readonly target: HTMLElement;
  readonly isOpen: boolean;
  readonly label: ReactNode;
  readonly onClose: () => void;
}) {
  const { target, isOpen, label, onClose } = props;
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen, onClose]);
  return <Tooltip target={target} opened={isOpen} label={label} />;
}
