import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { formatBytes } from '../../../lib/format';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import styles from './bins.module.css';

export function FileDrop(props: { readonly file: File | null; readonly onFile: (file: File) => void }) {
  const t = useTranslate();
  const language = useLanguage();
  const [isOver, setIsOver] = useState(false);
  const { file, onFile } = props;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  return (
    <label
      className={`${styles.drop} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        aria-label={t('upload.file')}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onFile(chosen);
        }}
      />
      <IconFileUpload size={26} stroke={1.5} aria-hidden />
      <strong>{file ? file.name : t('upload.choose')}</strong>
      <span>{file ? formatBytes(file.size, language) : t('upload.drop')}</span>
    </label>
  );
}
