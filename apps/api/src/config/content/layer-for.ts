import { changedKeys } from './changed-keys.js';
import { effective } from './effective.js';
import type { Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { parse } from './parse.js';
import { withKeys } from './with-keys.js';

/** What an environment lays over the base. */
export interface OwnLayer {
  readonly ok: true;
  /** Null: nothing. */
  readonly text: string | null;
  readonly removed: readonly string[];
}

/** The text without keys that a layer begins with. */
export function emptyText(format: Format): string {
  return format === 'json' ? '{}\n' : '';
}

/**
 * The layer that makes `wanted` of the base. It keeps what `own`, the layer so far, says of keys that `wanted` has, and is no larger
 * than it must be: what base and `wanted` agree on goes on being inherited.
 */
export function layerFor(
  format: Format,
  base: string,
  wanted: string,
  own: string | null,
): OwnLayer | Refused {
  if (!isKeyed(format)) return { ok: true, text: base === wanted ? null : wanted, removed: [] };
  const changed = changedKeys(format, base, wanted);
  if (!changed.ok) return changed;
  const mine = own === null ? [] : leavesOf(parse(format, own));
  const removed = changed.changes.filter(({ kind }) => kind === 'removed').map(({ path }) => path);
  const set = changed.changes.filter(({ kind }) => kind !== 'removed').map(({ path }) => path);
  const small = layerOf(format, wanted, { own, paths: [...new Set([...set, ...mine])], removed });
  if (small && makes(format, base, small, wanted)) return small;
  // Objects in the place of values, and the reverse: nothing is inherited then.
  return { ok: true, text: wanted, removed: leavesOf(parse(format, base)) };
}

function leavesOf(parsed: ReturnType<typeof parse>): readonly string[] {
  return parsed.ok ? parsed.keys.map(({ path }) => path) : [];
}

function layerOf(
  format: Format,
  wanted: string,
  { own, paths, removed }: { own: string | null; paths: readonly string[]; removed: readonly string[] },
): OwnLayer | null {
  if (own === null && paths.length === 0) return { ok: true, text: null, removed };
  const written = withKeys(format, own ?? emptyText(format), wanted, paths);
  return written.ok ? { ok: true, text: written.text, removed } : null;
}

function makes(format: Format, base: string, { text, removed }: OwnLayer, wanted: string): boolean {
  const made = effective(format, base, text, removed);
  if (!made.ok) return false;
  const left = changedKeys(format, made.text, wanted);
  return left.ok && left.changes.length === 0;
}
