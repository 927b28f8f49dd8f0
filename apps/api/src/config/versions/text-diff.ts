import { changedKeys, lineDiff, type Format } from '../content/index.js';
import type { ConfigDiff } from './diff.dto.js';

/** What changes from one text to another; null where there is no file. Of texts that are secrets it says only whether. */
export function textDiff(
  format: Format,
  before: string | null,
  after: string | null,
  isHidden: boolean,
): ConfigDiff {
  const facts = { isChanged: before !== after, isHidden, isNew: before === null, isGone: after === null };
  if (isHidden) return { ...facts, hunks: [], keys: [] };
  const keys = before === null || after === null ? undefined : changedKeys(format, before, after);
  return {
    ...facts,
    hunks: lineDiff(before ?? '', after ?? '').map(({ beforeStart, afterStart, lines }) => ({
      beforeStart,
      afterStart,
      lines: lines.map(({ kind, before: old, after: now, text }) => ({
        kind,
        before: old,
        after: now,
        text,
      })),
    })),
    keys: keys?.ok
      ? keys.changes
          .filter(({ path }) => path !== '')
          .map(({ path, kind, ...values }) => ({
            path,
            kind,
            before: 'before' in values ? JSON.stringify(values.before) : null,
            after: 'after' in values ? JSON.stringify(values.after) : null,
          }))
      : [],
  };
}
