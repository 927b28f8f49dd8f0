import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { copyToClipboard } from '../../lib/clipboard';
import { useTranslate } from '../../lib/i18n';
import styles from './copy-text.module.css';
import { Button } from './button';

const SHOWN_MS = 1_600;

function useCopied(): readonly [boolean, (text: string) => void] {
  const [isCopied, setIsCopied] = useState(false);
  const copy = (text: string): void => {
    void copyToClipboard(text).then((worked) => {
      setIsCopied(worked);
      setTimeout(() => setIsCopied(false), SHOWN_MS);
    });
  };
  return [isCopied, copy];
}

/** Shows a short form, copies the whole. */
export function CopyText(props: { readonly value: string; readonly shown?: string; readonly label: string }) {
  const t = useTranslate();
  const [isCopied, copy] = useCopied();
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={styles.copy}
      title={props.value}
      aria-label={`${t('common.copy')} ${props.label}: ${props.shown ?? props.value}`}
      onClick={(event) => {
        event.stopPropagation();
        copy(props.value);
      }}
    >
      {props.shown ?? props.value}
      <Icon size={13} className={styles.icon} aria-hidden />
      <span role="status" hidden={!isCopied}>
        {isCopied ? t('common.copied') : ''}
      </span>
    </button>
  );
}

export const Sha = ({ value }: { readonly value: string }) => (
  <CopyText value={value} shown={value.slice(0, 12)} label="sha256" />
);

export function CodeBlock(props: { readonly text: string; readonly label: string }) {
  const t = useTranslate();
  const [isCopied, copy] = useCopied();
  return (
    <div className={styles.block}>
      <code aria-label={props.label}>{props.text}</code>
      <Button
        size="xs"
        icon={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={() => copy(props.text)}
      >
        {isCopied ? t('common.copied') : t('common.copy')}
      </Button>
    </div>
  );
}
