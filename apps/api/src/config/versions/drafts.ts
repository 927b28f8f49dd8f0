import {
  effective,
  isKeyed,
  parse,
  schemaFaults,
  type Format,
  type JsonValue,
  type LayeredKey,
  type LayerRefused,
} from '../content/index.js';
import type { ConfigFault } from './layer.dto.js';

/** What a layer says. Of the base only the text counts. */
export interface LayerText {
  readonly text: string | null;
  readonly removedKeys: readonly string[];
  readonly isDeleted: boolean;
}

/** An environment and what it lays over the base. */
export interface OwnLayer extends LayerText {
  readonly environmentId: string;
  readonly environmentCode: string;
}

export interface Rules {
  readonly format: Format;
  readonly schema: JsonValue;
}

/** The text is null where there shall be no file. */
export interface Laid {
  readonly ok: true;
  readonly text: string | null;
  readonly keys: readonly LayeredKey[];
}

export const NOTHING: LayerText = { text: null, removedKeys: [], isDeleted: false };

export function isSameLayer(one: LayerText, other: LayerText): boolean {
  const keys = new Set(other.removedKeys);
  return (
    one.text === other.text &&
    one.isDeleted === other.isDeleted &&
    one.removedKeys.length === keys.size &&
    one.removedKeys.every((key) => keys.has(key))
  );
}

export const MOST_FAULTS = 100;

export function laid(format: Format, base: string, own: LayerText): Laid | LayerRefused {
  if (own.isDeleted) return { ok: true, text: null, keys: [] };
  return effective(format, base, own.text, own.removedKeys);
}

export interface Drafts {
  /** By id of the environment; those at fault are not among them. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** None when all of it can be kept. */
  readonly faults: readonly ConfigFault[];
}

/** What the environments have of a base, and what is wrong with that. */
export function draftsOf(rules: Rules, base: string, owns: readonly OwnLayer[]): Drafts {
  const own = parse(rules.format, base);
  if (!own.ok)
    return {
      texts: new Map(),
      faults: own.faults.slice(0, MOST_FAULTS).map((fault) => ({ of: 'base', environment: null, ...fault })),
    };
  const texts = new Map<string, string | null>();
  const faults: ConfigFault[] = [];
  // Most environments have what the base says, and what is costly is the same for all of them.
  const known = new Map<string, readonly ConfigFault[]>();
  for (const layer of owns) {
    const environment = layer.environmentCode;
    const result = laid(rules.format, base, layer);
    if (!result.ok) {
      for (const fault of result.faults) faults.push({ of: result.of, environment, ...fault });
      continue;
    }
    const { text } = result;
    texts.set(layer.environmentId, text);
    if (text === null) continue;
    const unfit = known.get(text) ?? unfitOf(rules, text);
    known.set(text, unfit);
    faults.push(...unfit.map((fault) => ({ ...fault, environment })));
  }
  return { texts, faults: faults.slice(0, MOST_FAULTS) };
}

function unfitOf({ format, schema }: Rules, text: string): readonly ConfigFault[] {
  if (schema === null || !isKeyed(format)) return [];
  const parsed = parse(format, text);
  if (!parsed.ok) return parsed.faults.map((fault) => ({ of: 'override', environment: null, ...fault }));
  const check = schemaFaults(schema, parsed);
  if (!check.ok) return [{ of: 'schema', environment: null, line: 1, column: 1, message: check.reason }];
  return check.faults.map(({ path, line, column, message }) => ({
    of: 'schema',
    environment: null,
    line,
    column,
    message: path === '' ? message : `${path}: ${message}`,
  }));
}
