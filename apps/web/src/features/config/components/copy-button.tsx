import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../components/ui';
import { copyToClipboard } from '../../../lib/clipboard';
import { useTranslate } from '../../../lib/i18n';

const SHOWN_MS = 1_600;

export function CopyButton({ text }: { readonly text: string }) {
  const t = useTranslate();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setIsCopied(await copyToClipboard(text));
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  return (
    <Button
      size="xs"
      icon={isCopied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => void copy()}
    >
      {isCopied ? t('common.copied') : t('common.copy')}
    </Button>
  );
}
