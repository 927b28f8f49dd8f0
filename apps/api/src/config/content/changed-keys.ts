import { dialectOf } from './dialects.js';
import { orFaults, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText } from './limits.js';
import { readText } from './rewrite.js';
import type { JsonValue } from './tree.js';

export interface KeyChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Absent from what was added. */
  readonly before?: JsonValue;
  /** Absent from what was removed. */
  readonly after?: JsonValue;
}

export interface ChangedKeys {
  readonly ok: true;
  /** In the order of the later text, then what it has no more. Of nginx and text at most the file itself, by the path ''. */
  readonly changes: readonly KeyChange[];
}

/** Which keys two texts of one format do not agree on; how they are written, and in which order, is no change. */
export function changedKeys(format: Format, before: string, after: string): ChangedKeys | Refused {
  if (isKeyed(format)) return orFaults(() => ({ ok: true, changes: changesOf(format, before, after) }));
  return orFaults(() => {
    checkText(before);
    checkText(after);
    return { ok: true, changes: before === after ? [] : [{ path: '', kind: 'changed', before, after }] };
  });
}

function changesOf(format: Parameters<typeof dialectOf>[0], before: string, after: string): KeyChange[] {
  const old = readText(dialectOf(format), before).leaves;
  const fresh = readText(dialectOf(format), after).leaves;
  const changes: KeyChange[] = [];
  for (const { path, value, same } of fresh.values()) {
    const known = old.get(path);
    if (!known) changes.push({ path, kind: 'added', after: value });
    else if (known.same !== same) changes.push({ path, kind: 'changed', before: known.value, after: value });
  }
  for (const { path, value } of old.values())
    if (!fresh.has(path)) changes.push({ path, kind: 'removed', before: value });
  return changes;
}
