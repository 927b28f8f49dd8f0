import { isKeyed, layerFor, parse, withKeys, type Fault, type Format } from '../content/index.js';

export interface PromotedLayer {
  readonly ok: true;
  readonly text: string | null;
  readonly removedKeys: readonly string[];
}

export type PromotionRefusal =
  | { readonly ok: false; readonly reason: 'unknown_keys'; readonly keys: readonly string[] }
  | { readonly ok: false; readonly reason: 'faulty'; readonly faults: readonly Fault[] };

export interface PromotionSides {
  readonly base: string;
  /** What the environment that takes the keys has now, and its own layer. */
  readonly target: string;
  readonly own: string | null;
  /** What the other environment has. */
  readonly source: string;
}

/** The own layer of the target with which it has the keys as the source has them, and all others as before. */
export function promotedLayer(
  format: Format,
  { base, target, own, source }: PromotionSides,
  keys: readonly string[],
): PromotedLayer | PromotionRefusal {
  const unknown = keys.filter((key) => !has(format, source, key) && !has(format, target, key));
  if (unknown.length > 0) return { ok: false, reason: 'unknown_keys', keys: unknown };
  const wanted = withKeys(format, target, source, keys);
  if (!wanted.ok) return { ok: false, reason: 'faulty', faults: wanted.faults };
  const layer = layerFor(format, base, wanted.text, own);
  if (!layer.ok) return { ok: false, reason: 'faulty', faults: layer.faults };
  return { ok: true, text: layer.text, removedKeys: layer.removed };
}

/** Of formats without keys the only one is the whole file. */
function has(format: Format, text: string, key: string): boolean {
  if (!isKeyed(format) || key === '') return key === '';
  const parsed = parse(format, text);
  return parsed.ok && parsed.places.has(key);
}
