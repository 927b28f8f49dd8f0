import { StateEffect, StateField, type Extension, type Text } from '@codemirror/state';
import { Decoration, EditorView, keymap, type DecorationSet } from '@codemirror/view';
import { nextRun } from '../../model/changed-lines';

const setMarked = StateEffect.define<readonly number[]>();
const MARKED = Decoration.line({ class: 'cm-marked' });

interface Marked {
  readonly lines: readonly number[];
  readonly shown: DecorationSet;
}

const NONE: Marked = { lines: [], shown: Decoration.none };

const marked = StateField.define<Marked>({
  create: () => NONE,
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setMarked))
        return { lines: effect.value, shown: shownOf(effect.value, transaction.newDoc) };
    return transaction.docChanged ? { ...value, shown: value.shown.map(transaction.changes) } : value;
  },
  provide: (field) => EditorView.decorations.from(field, ({ shown }) => shown),
});

const shownOf = (lines: readonly number[], doc: Text): DecorationSet =>
  Decoration.set(lines.filter((line) => line <= doc.lines).map((line) => MARKED.range(doc.line(line).from)));

function toNext(view: EditorView): boolean {
  const { doc, selection } = view.state;
  const next = nextRun(view.state.field(marked).lines, doc.lineAt(selection.main.head).number);
  if (next === null || next > doc.lines) return true;
  goToLine(view, next);
  return true;
}

/** Lines with a bar beside them, and F8 to walk from one run of them to the next. */
export const lineMarks: Extension = [marked, keymap.of([{ key: 'F8', run: toNext }])];

export const markLines = (view: EditorView, lines: readonly number[]): void =>
  view.dispatch({ effects: setMarked.of(lines) });

export function goToLine(view: EditorView, line: number, column = 1): void {
  const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
  const anchor = Math.min(at.to, at.from + column - 1);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}
