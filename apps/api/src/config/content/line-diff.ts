import { diffArrays } from 'diff';
import { splitLines } from './lines.js';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** Its number in the text before, from 1; null of what was added. */
  readonly before: number | null;
  /** Its number in the text after, from 1; null of what was removed. */
  readonly after: number | null;
  readonly text: string;
  /** What the line ends in; nothing where a file ends without. */
  readonly lineEnd: '' | '\n' | '\r\n' | '\r';
}

/** Lines of a text from `start` (counted from 0) on, which others took the place of. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Lines that changed, with those around them. */
export interface Hunk {
  /** The first line of it on either side, from 1; where a side has none, the line that it stands behind. */
  readonly beforeStart: number;
  readonly beforeLines: number;
  readonly afterStart: number;
  readonly afterLines: number;
  readonly lines: readonly DiffLine[];
}

/** Beyond it, what differs is shown as one block: finding out would take time that grows by its square. */
const MOST_EDITS = 1_000;

/** What to do with `before` to get `after`, in its order; no two edits touch. */
export function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const old = before.slice(head, before.length - tail);
  const fresh = after.slice(head, after.length - tail);
  const parts = diffArrays([...old], [...fresh], { maxEditLength: MOST_EDITS });
  if (!parts) return [{ start: head, end: head + old.length, lines: fresh }];
  const edits: Edit[] = [];
  let at = head;
  for (const { added, removed, value } of parts) {
    const last = edits.at(-1);
    const [start, end, lines] = [at, removed ? at + value.length : at, added ? value : []];
    if (!added) at += value.length;
    if (!added && !removed) continue;
    if (last?.end === start)
      edits[edits.length - 1] = { start: last.start, end, lines: [...last.lines, ...lines] };
    else edits.push({ start, end, lines });
  }
  return edits;
}

/** @param context how many lines to show around what changed */
export function lineDiff(before: string, after: string, context = 3): readonly Hunk[] {
  const old = splitLines(before);
  const edits = editsBetween(old, splitLines(after));
  const hunks: Hunk[] = [];
  let shift = 0;
  for (let first = 0; first < edits.length;) {
    let next = first + 1;
    while (next < edits.length && gapBefore(edits, next) <= 2 * context) next += 1;
    const group = edits.slice(first, next);
    hunks.push(hunkOf(old, group, shift, context));
    shift += group.reduce((sum, { start, end, lines }) => sum + lines.length - (end - start), 0);
    first = next;
  }
  return hunks;
}

function gapBefore(edits: readonly Edit[], index: number): number {
  return (edits[index]?.start ?? 0) - (edits[index - 1]?.end ?? 0);
}

function hunkOf(old: readonly string[], edits: readonly Edit[], shift: number, context: number): Hunk {
  const start = Math.max(0, (edits[0]?.start ?? 0) - context);
  const end = Math.min(old.length, (edits.at(-1)?.end ?? 0) + context);
  const lines: DiffLine[] = [];
  let before = start;
  let after = start + shift;
  const same = (to: number): void => {
    for (; before < to; before++) lines.push(diffLine('same', old[before] ?? '', before, after++));
  };
  for (const edit of edits) {
    same(edit.start);
    for (; before < edit.end; before++) lines.push(diffLine('removed', old[before] ?? '', before, null));
    for (const line of edit.lines) lines.push(diffLine('added', line, null, after++));
  }
  same(end);
  const beforeLines = before - start;
  const afterLines = after - start - shift;
  return {
    beforeStart: start + (beforeLines > 0 ? 1 : 0),
    beforeLines,
    afterStart: start + shift + (afterLines > 0 ? 1 : 0),
    afterLines,
    lines,
  };
}

function diffLine(
  kind: DiffLine['kind'],
  line: string,
  before: number | null,
  after: number | null,
): DiffLine {
  const lineEnd = (/(?:\r\n|\r|\n)$/.exec(line)?.[0] ?? '') as DiffLine['lineEnd'];
  const text = line.slice(0, line.length - lineEnd.length);
  const number = (index: number | null): number | null => (index === null ? null : index + 1);
  return { kind, before: number(before), after: number(after), text, lineEnd };
}

/** The text after, from the text before; null if the hunks are of another text. */
export function applyDiff(before: string, hunks: readonly Hunk[]): string | null {
  const old = splitLines(before);
  let result = '';
  let at = 0;
  for (const { beforeStart, beforeLines, lines } of hunks) {
    const start = beforeStart - (beforeLines > 0 ? 1 : 0);
    result += old.slice(at, start).join('');
    at = start;
    for (const { kind, text, lineEnd } of lines) {
      if (kind !== 'added' && old[at++] !== text + lineEnd) return null;
      if (kind !== 'removed') result += text + lineEnd;
    }
  }
  return result + old.slice(at).join('');
}
