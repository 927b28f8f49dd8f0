import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../../../../lib/i18n';
import type { CodeEditorProps } from './code-editor-props';
import { diagnosticsOf } from './faults-in';
import { goToLine, markLines } from './line-marks';
import { extensionsOf } from './setup';

const NO_LINES: readonly number[] = [];

/** The text is the caller's: what comes from outside replaces it, and what is typed is told at once. */
export default function CodeMirror(props: CodeEditorProps) {
  const { value, format, label, describedBy, isReadOnly = false, marks = NO_LINES, faults, goTo } = props;
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!box.current) return undefined;
    const created = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: extensionsOf({
          format,
          label,
          describedBy,
          isReadOnly,
          language,
          onChange: (text) => latest.current.onChange?.(text),
        }),
      }),
    });
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, [format, label, describedBy, isReadOnly, language]);

  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    if (view.current) markLines(view.current, marks);
  }, [marks, value, format, label, isReadOnly, language]);

  useEffect(() => {
    const { current } = view;
    if (current && faults)
      current.dispatch(setDiagnostics(current.state, diagnosticsOf(current.state.doc, faults)));
  }, [faults, language]);

  useEffect(() => {
    if (goTo && view.current) goToLine(view.current, goTo.line, goTo.column);
  }, [goTo]);

  return <div ref={box} data-editor />;
}
