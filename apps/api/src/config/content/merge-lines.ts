import { editsBetween, type Edit } from './line-diff.js';
import { splitLines } from './lines.js';

/** A part of a file that both sides changed, each in its way. */
export interface LineConflict {
  readonly kind: 'lines';
  /** Where it stands in the merged text, which has it as `mine`: its first line from 1, and how many. */
  readonly line: number;
  readonly lines: number;
  readonly parent: string;
  readonly mine: string;
  readonly theirs: string;
}

export interface MergedLines {
  readonly text: string;
  readonly conflicts: readonly LineConflict[];
}

/** Changes that touch or overlap conflict, unless they are the same. */
export function mergeLines(parentText: string, mineText: string, theirsText: string): MergedLines {
  const parent = splitLines(parentText);
  const mine = editsBetween(parent, splitLines(mineText));
  const theirs = editsBetween(parent, splitLines(theirsText));
  const merged: string[] = [];
  const conflicts: LineConflict[] = [];
  let at = 0;
  for (const { start, end, ours, others } of regionsOf(mine, theirs)) {
    merged.push(...parent.slice(at, start));
    const [own, other] = [linesOf(parent, start, end, ours), linesOf(parent, start, end, others)];
    const taken = ours.length > 0 ? own : other;
    if (ours.length > 0 && others.length > 0 && own.join('') !== other.join(''))
      conflicts.push({
        kind: 'lines',
        line: merged.length + 1,
        lines: taken.length,
        parent: parent.slice(start, end).join(''),
        mine: own.join(''),
        theirs: other.join(''),
      });
    for (const line of taken) merged.push(line);
    at = end;
  }
  return { text: [...merged, ...parent.slice(at)].join(''), conflicts };
}

interface Region {
  readonly start: number;
  readonly end: number;
  readonly ours: readonly Edit[];
  readonly others: readonly Edit[];
}

/** What hangs together, because edits of one side touch those of the other. */
function regionsOf(mine: readonly Edit[], theirs: readonly Edit[]): readonly Region[] {
  const all = [
    ...mine.map((edit) => ({ edit, isMine: true })),
    ...theirs.map((edit) => ({ edit, isMine: false })),
  ].sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
  const regions: { start: number; end: number; ours: Edit[]; others: Edit[] }[] = [];
  for (const { edit, isMine } of all) {
    let region = regions.at(-1);
    if (!region || edit.start > region.end)
      regions.push((region = { start: edit.start, end: edit.end, ours: [], others: [] }));
    region.end = Math.max(region.end, edit.end);
    (isMine ? region.ours : region.others).push(edit);
  }
  return regions;
}

/** How one side has the region. */
function linesOf(
  parent: readonly string[],
  start: number,
  end: number,
  edits: readonly Edit[],
): readonly string[] {
  const lines: string[] = [];
  let at = start;
  for (const edit of edits) {
    lines.push(...parent.slice(at, edit.start), ...edit.lines);
    at = edit.end;
  }
  return [...lines, ...parent.slice(at, end)];
}
