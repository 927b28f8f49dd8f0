import { changedKeys, emptyText, isKeyed, lineDiff, type Format, type JsonValue } from '../content/index.js';
import type { ConfigDiff, ConfigKeyChange } from './diff.dto.js';

/** Null: there is no text. */
export function diffOf(
  { format, isSecret }: { readonly format: Format; readonly isSecret: boolean },
  before: string | null,
  after: string | null,
): ConfigDiff {
  const words = {
    isChanged: before !== after,
    isHidden: isSecret,
    isNew: before === null,
    isGone: after === null,
  };
  if (isSecret || before === after) return { ...words, hunks: [], keys: [] };
  const hunks = lineDiff(before ?? '', after ?? '').map(({ beforeStart, afterStart, lines }) => ({
    ...{ beforeStart, afterStart },
    lines: lines.map(({ kind, before: old, after: fresh, text }) => ({
      ...{ kind, before: old, after: fresh, text },
    })),
  }));
  return { ...words, hunks, keys: keysOf(format, before, after) };
}

function keysOf(format: Format, before: string | null, after: string | null): readonly ConfigKeyChange[] {
  if (!isKeyed(format)) return [];
  const changed = changedKeys(format, before ?? emptyText(format), after ?? emptyText(format));
  if (!changed.ok) return [];
  return changed.changes.map(({ path, kind, before: old, after: fresh }) => ({
    ...{ path, kind },
    before: wordOf(old),
    after: wordOf(fresh),
  }));
}

function wordOf(value: JsonValue | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
