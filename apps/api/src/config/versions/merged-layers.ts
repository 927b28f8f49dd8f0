import {
  emptyText,
  isKeyed,
  mergeThree,
  splitLines,
  withKeys,
  type Format,
  type JsonValue,
  type KeyConflict,
  type LineConflict,
  type MergeRefused,
} from '../content/index.js';
import type { ConfigConflict } from './layer.dto.js';

type Text = string | null;

export interface MergedTexts {
  readonly ok: true;
  readonly text: Text;
  readonly conflicts: readonly ConfigConflict[];
}

/** Like `mergeThree`, of layers, which may have no text. */
export function mergedTexts(
  format: Format,
  parent: Text,
  mine: Text,
  theirs: Text,
): MergedTexts | MergeRefused {
  if (mine === parent || mine === theirs) return { ok: true, text: theirs, conflicts: [] };
  if (theirs === parent) return { ok: true, text: mine, conflicts: [] };
  const none = emptyText(format);
  const isWhole = !isKeyed(format) && [parent, mine, theirs].includes(null);
  if (isWhole) return { ok: true, text: mine, conflicts: [wholeConflict(parent, mine, theirs)] };
  const merged = mergeThree(format, parent ?? none, mine ?? none, theirs ?? none);
  if (!merged.ok) return merged;
  const isNothing = merged.text === none && [mine, theirs].includes(null);
  return { ok: true, text: isNothing ? null : merged.text, conflicts: merged.conflicts.map(conflictOf) };
}

/** The same, with what they have in those of the conflicts that are named by their places. */
export function withTheirs(
  format: Format,
  merged: MergedTexts,
  theirs: Text,
  places: readonly string[],
): MergedTexts | MergeRefused {
  const chosen = merged.conflicts.filter(({ place }) => places.includes(place));
  if (chosen.length === 0) return merged;
  if (chosen.some(isOfWhole)) return { ...merged, text: theirs };
  if (!isKeyed(format)) return { ...merged, text: withLinesOf(merged.text ?? '', chosen) };
  const none = emptyText(format);
  const paths = chosen.map(({ place }) => place);
  const taken = withKeys(format, merged.text ?? none, theirs ?? none, paths);
  if (!taken.ok) return { ...taken, of: taken.of === 'source' ? 'theirs' : 'mine' };
  return { ...merged, text: taken.text === none && theirs === null ? null : taken.text };
}

const isOfWhole = ({ kind, mine, theirs }: ConfigConflict): boolean =>
  kind === 'lines' && (mine === null || theirs === null);

/** From the last one up, so that the places of the others stay what they are. */
function withLinesOf(text: string, conflicts: readonly ConfigConflict[]): string {
  const lines = [...splitLines(text)];
  for (const { place, mine, theirs } of [...conflicts].reverse()) {
    const [first = 1, last = first] = place.split('-').map(Number);
    const count = mine === '' ? 0 : last - first + 1;
    lines.splice(first - 1, count, ...splitLines(theirs ?? ''));
  }
  return lines.join('');
}

/** What either side took away or put back, it did for both. */
export function mergedKeys(
  parent: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const all = [...new Set([...mine, ...theirs])];
  return all.filter((key) => (mine.includes(key) && theirs.includes(key)) || !parent.includes(key));
}

export function wholeConflict(parent: Text, mine: Text, theirs: Text): ConfigConflict {
  const lines = (mine ?? '').split('\n').length;
  return { kind: 'lines', place: `1-${lines}`, parent, mine, theirs };
}

function conflictOf(conflict: KeyConflict | LineConflict): ConfigConflict {
  if (conflict.kind === 'key') {
    const { path, parent, mine, theirs } = conflict;
    return {
      kind: 'key',
      place: path,
      parent: wordOf(parent),
      mine: wordOf(mine),
      theirs: wordOf(theirs),
    };
  }
  const { line, lines, parent, mine, theirs } = conflict;
  const place = `${line}-${line + Math.max(lines, 1) - 1}`;
  return { kind: 'lines', place, parent, mine, theirs };
}

function wordOf(value: JsonValue | undefined): Text {
  return value === undefined ? null : JSON.stringify(value);
}
