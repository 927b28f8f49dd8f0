import type { ConfigKey } from './parse.js';
import { dialectOf } from './dialects.js';
import { orFaults, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText } from './limits.js';
import { laidOver, readText, rewritten, without } from './rewrite.js';

export type Layer = 'base' | 'override';

export interface LayeredKey extends ConfigKey {
  /** Whose value it is. */
  readonly layer: Layer;
}

export interface Effective {
  readonly ok: true;
  readonly text: string;
  /** In the order of `text`, at its places; none of nginx and text. */
  readonly keys: readonly LayeredKey[];
}

export interface LayerRefused extends Refused {
  /** Which of the two the faults are of; what they make together is the override's. */
  readonly of: Layer;
}

/**
 * A base with an override laid over it. Objects merge key by key, anything else the override replaces, a list as a whole; null
 * is a value. The keys of `removed`, and all inside of them, are taken from the base first, so that an override can also put
 * something in the place of a whole object. Files of nginx and text an override replaces, and `removed` says nothing of them.
 *
 * Without override and `removed` the text is the base to the byte. Else comments and order of the base stay, but for TOML
 * where a change reaches into inline tables or lists of tables.
 */
export function effective(
  format: Format,
  base: string,
  override: string | null,
  removed: readonly string[] = [],
): Effective | LayerRefused {
  if (!isKeyed(format)) return wholeFile(base, override);
  const dialect = dialectOf(format);
  const below = orFaults(() => readText(dialect, base).leaves);
  if ('ok' in below) return { ...below, of: 'base' };
  const done = orFaults(() => {
    const above = override === null ? [] : [...readText(dialect, override).leaves.values()];
    const text = rewritten(dialect, base, laidOver(without(below, removed), above));
    const over = new Set(above.map(({ path }) => path));
    const keys = [...readText(dialect, text).leaves.values()].map(
      ({ path, value, line, column }): LayeredKey => ({
        ...{ path, value, line, column },
        layer: over.has(path) ? 'override' : 'base',
      }),
    );
    return { ok: true, text, keys } as const;
  });
  return done.ok ? done : { ...done, of: 'override' };
}

function wholeFile(base: string, override: string | null): Effective | LayerRefused {
  const done = orFaults(() => {
    checkText(override ?? base);
    return { ok: true, text: override ?? base, keys: [] } as const;
  });
  return done.ok ? done : { ...done, of: override === null ? 'base' : 'override' };
}
