import { dialectOf } from './dialects.js';
import { orFaults, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText } from './limits.js';
import { mergeKeys, type KeyConflict } from './merge-keys.js';
import { mergeLines, type LineConflict } from './merge-lines.js';
import type { Reading } from './reading.js';
import { readText } from './rewrite.js';

export interface Merged {
  readonly ok: true;
  /** What both made of it; where they conflict it has mine. */
  readonly text: string;
  /** None if it is merged. Keys of them can be taken over from theirs by `withKeys`. */
  readonly conflicts: readonly (KeyConflict | LineConflict)[];
}

export type MergeSide = 'parent' | 'mine' | 'theirs';

export interface MergeRefused extends Refused {
  /** Which of the texts the faults are of; what they make together is mine. */
  readonly of: MergeSide;
}

/**
 * What two made of one text, by key, or by line where a format has no keys. What only one of them changed, added or removed is
 * taken over; what both changed alike is no conflict. Comments are those of mine, unless mine is as the parent was.
 */
export function mergeThree(
  format: Format,
  parent: string,
  mine: string,
  theirs: string,
): Merged | MergeRefused {
  const sides = { parent, mine, theirs };
  const readings: Partial<Record<MergeSide, Reading<unknown>>> = {};
  for (const side of ['parent', 'mine', 'theirs'] as const) {
    const refused = orFaults(() => {
      if (isKeyed(format)) readings[side] = readText(dialectOf(format), sides[side]);
      else checkText(sides[side]);
      return null;
    });
    if (refused) return { ...refused, of: side };
  }
  if (mine === parent || mine === theirs) return { ok: true, text: theirs, conflicts: [] };
  if (theirs === parent) return { ok: true, text: mine, conflicts: [] };
  const done = orFaults(() => {
    const { parent: before, mine: own, theirs: other } = readings;
    if (!isKeyed(format) || !before || !own || !other)
      return { ok: true, ...mergeLines(parent, mine, theirs) } as const;
    return {
      ok: true,
      ...mergeKeys(dialectOf(format), mine, { parent: before, mine: own, theirs: other }),
    } as const;
  });
  return done.ok ? done : { ...done, of: 'mine' };
}
