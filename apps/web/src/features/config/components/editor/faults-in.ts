import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { ConfigFault } from '../../../../lib/api';

/** Faults at their places of the text as it is now; one whose line went meanwhile stands on the last. */
export function diagnosticsOf(doc: Text, faults: readonly ConfigFault[]): readonly Diagnostic[] {
  return faults.map(({ line, column, message }) => {
    const at = doc.line(Math.min(line, doc.lines));
    const from = Math.min(at.to, at.from + column - 1);
    return { from, to: Math.max(from, at.to), severity: 'error', message };
  });
}
