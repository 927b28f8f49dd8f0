import { dialectOf } from './dialects.js';
import { orFaults, type Fault, type Place, type Refused } from './fault.js';
import { isKeyed, type Format } from './format.js';
import { checkText, splitMark } from './limits.js';
import { Lines, failAt } from './lines.js';
import { filledNginx } from './nginx/nginx-fill.js';
import { parse } from './parse.js';
import { readText } from './rewrite.js';
import { sameOf, sameText, type Tree } from './tree.js';

/** What a secret may be called. */
export const SECRET_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;
const REFERENCE = /\$\{secret:([A-Za-z_][A-Za-z0-9_.-]{0,127})\}/g;

export interface SecretReference extends Place {
  readonly name: string;
}

/** Each `${secret:NAME}` of a text, also in its comments, in the order of the text. */
export function secretsIn(text: string): readonly SecretReference[] {
  const lines = new Lines(text);
  return [...text.matchAll(REFERENCE)].map(({ 1: name = '', index }) => ({ name, ...lines.placeAt(index) }));
}

export type Filled =
  | { readonly ok: true; readonly text: string }
  /** The text is none of its format, or would be none with these values; no fault says a value. */
  | (Refused & { readonly reason: 'faulty' })
  /** There are no values of these. */
  | { readonly ok: false; readonly reason: 'missing'; readonly missing: readonly SecretReference[] };

/**
 * The text with the values of its secrets. In a keyed format the result says exactly what the text says, with each reference in
 * a text, and in a key of JSON, YAML and TOML, replaced: no value can end the text that it stands in, begin another key, or
 * become a number; what can not be written so is refused (line ends in ini). In nginx a value stays within its word and names no
 * variable, or is refused (`$`, and code of other languages). Comments of all these stay as they are, and ask for no value. Into
 * plain text a value is put as it is. What a value says is not looked at again: references in it stay.
 */
export function withSecrets(format: Format, text: string, values: ReadonlyMap<string, string>): Filled {
  const own = parse(format, text);
  if (!own.ok) return { ...own, reason: 'faulty' };
  if (!mayRefer(text)) return { ok: true, text };
  const missing = new Set<string>();
  const fill = (written: string): string =>
    written.replace(REFERENCE, (reference, name: string) => {
      const value = values.get(name);
      if (value === undefined) missing.add(name);
      return value ?? reference;
    });
  const filled = orFaults(() => ({ ok: true, text: filledText(format, text, fill) }) as const);
  if (missing.size > 0) return { ok: false, reason: 'missing', missing: placesOf(text, missing) };
  if (filled.ok) return filled;
  const culprits = [...values.keys()].filter((name) => !fitsAlone(format, text, name, values));
  const faults = placesOf(text, new Set(culprits)).map(({ name, ...place }): Fault => ({
    ...place,
    message: `the value of "${name}" can not stand here`,
  }));
  return { ok: false, reason: 'faulty', faults: faults.length > 0 ? faults : filled.faults };
}

/** What is read several times to be filled is not, where nothing can be: only an escape could hide a reference. */
function mayRefer(text: string): boolean {
  return text.includes('\\') || text.search(REFERENCE) >= 0;
}

function placesOf(text: string, names: ReadonlySet<string>): readonly SecretReference[] {
  const found = secretsIn(text).filter(({ name }) => names.has(name));
  const hidden = [...names].filter((name) => !found.some((each) => each.name === name));
  // Escapes can hide a name from who only reads the text.
  return [...found, ...hidden.map((name) => ({ name, line: 1, column: 1 }))];
}

function fitsAlone(format: Format, text: string, name: string, values: ReadonlyMap<string, string>): boolean {
  const isOther = (reference: string): boolean => reference !== `\${secret:${name}}`;
  const fill = (written: string): string =>
    written.replace(REFERENCE, (reference) => (isOther(reference) ? reference : (values.get(name) ?? '')));
  return orFaults(() => ({ ok: true, text: filledText(format, text, fill) }) as const).ok;
}

function filledText(format: Format, text: string, fill: (written: string) => string): string {
  checkText(text);
  const { mark, body } = splitMark(text);
  if (!isKeyed(format)) {
    const result = mark + (format === 'nginx' ? filledNginx(body, REFERENCE, fill) : fill(body));
    checkText(result);
    return result;
  }
  const dialect = dialectOf(format);
  const wanted = mapped(readText(dialect, text).root, fill, format !== 'properties' && format !== 'ini');
  const result = mark + dialect.filled(body, fill);
  if (sameOf(readText(dialect, result).root) !== sameOf(wanted))
    failAt(text, 0, 'the values of secrets can not be written so that the file stays as it is');
  return result;
}

function mapped(tree: Tree<unknown>, fill: (written: string) => string, hasNames: boolean): Tree<unknown> {
  if (tree.kind === 'list') return { ...tree, items: tree.items.map((item) => mapped(item, fill, hasNames)) };
  if (tree.kind === 'group') {
    const members = [...tree.members].map(
      ([name, member]) => [hasNames ? fill(name) : name, mapped(member, fill, hasNames)] as const,
    );
    return { ...tree, members: new Map(members) };
  }
  const { value, same } = tree;
  const next = typeof value === 'string' ? fill(value) : value;
  if (typeof value !== 'string' || typeof next !== 'string' || next === value) return tree;
  return { ...tree, value: next, same: same.slice(0, -sameText(value).length) + sameText(next) };
}
