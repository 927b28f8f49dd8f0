import { dialectOf } from './dialects.js';
import { orFaults, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText } from './limits.js';
import { laidOver, readText, rewritten, within, without } from './rewrite.js';

export interface Written {
  readonly ok: true;
  readonly text: string;
}

export interface PromotionRefused extends Refused {
  readonly of: 'target' | 'source';
}

/**
 * The target with the chosen keys as the source has them: their values, or that they are not there. A path of an object is all
 * keys in it. Nothing else of the target changes. Of nginx and text the only path is '', the whole file.
 */
export function withKeys(
  format: Format,
  target: string,
  source: string,
  paths: readonly string[],
): Written | PromotionRefused {
  const isWhole = !isKeyed(format) && paths.includes('');
  const read = orFaults(() => {
    if (isKeyed(format)) return { ok: true, leaves: readText(dialectOf(format), source).leaves } as const;
    return { ok: true, leaves: new Map<string, never>(void checkText(source)) } as const;
  });
  if (!read.ok) return { ...read, of: 'source' };
  const done = orFaults(() => {
    if (!isKeyed(format)) return { ok: true, text: isWhole ? source : target } as const;
    const dialect = dialectOf(format);
    const chosen = within(read.leaves, paths);
    const kept = without(readText(dialect, target).leaves, paths);
    return { ok: true, text: rewritten(dialect, target, laidOver(kept, [...chosen.values()])) } as const;
  });
  return done.ok ? done : { ...done, of: 'target' };
}
