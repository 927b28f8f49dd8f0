import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './code-editor-props';
import styles from './editor.module.css';

const CodeMirror = lazy(() => import('./code-mirror'));

/** The text first, in what every browser has; the editor takes it over when it is there. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div className={styles.frame}>
      <Suspense fallback={<PlainText {...props} />}>
        <CodeMirror {...props} />
      </Suspense>
    </div>
  );
}

function PlainText({ value, label, isReadOnly, onChange }: CodeEditorProps) {
  if (isReadOnly)
    return (
      <pre className={styles.plain} aria-label={label} tabIndex={0}>
        {value}
      </pre>
    );
  return (
    <textarea
      className={styles.plain}
      aria-label={label}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  );
}
