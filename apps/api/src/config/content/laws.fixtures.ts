import fc from 'fast-check';
import { stringify as toToml } from 'smol-toml';
import { stringify as toYaml } from 'yaml';
import type { KeyedFormat } from './format.js';
import type { JsonValue } from './tree.js';

export const KEYED = ['json', 'yaml', 'toml', 'properties', 'ini'] as const;

type Nested = { [key: string]: JsonValue };

const NASTY = [
  '__proto__',
  'constructor',
  'toString',
  '1',
  '',
  'a.b',
  'a\\b',
  'null',
  'true',
  '~',
  '- a',
  '# c',
  ': ',
  '[x]',
];
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    ...NASTY,
    'a\nb\n',
    '  x',
    'x ',
    "'",
    '"',
    '${secret:A}',
    '\t',
    '|',
    '> ',
    'yes',
    '0x1f',
    '1e3',
    '2020-01-01',
    '\u2028',
    '\x7f',
  ),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
);
const name = fc
  .oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') }, { weight: 1, arbitrary: text })
  .filter(
    // The library that renders YAML would write it as a merge.
    (each) => each !== '<<',
  );

function objectsOf(leaf: fc.Arbitrary<JsonValue>, depth: number): fc.Arbitrary<Nested> {
  const value: fc.Arbitrary<JsonValue> =
    depth === 0
      ? leaf
      : fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: objectsOf(leaf, depth - 1) });
  return fc
    .array(fc.tuple(name, value), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries) as Nested);
}

const leaf = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const word = fc.stringMatching(/^[a-z][a-z0-9_ .]{0,5}[a-z0-9]$/);
const line = fc.string({ maxLength: 8 }).map((each) => each.trim());

/** Things that a format can say, of few names, so that two of them often meet. */
export const VALUES: Readonly<Record<KeyedFormat, fc.Arbitrary<JsonValue>>> = {
  json: objectsOf(fc.oneof(leaf, fc.constant(null)), 3),
  yaml: objectsOf(fc.oneof(leaf, fc.constant(null)), 3),
  toml: objectsOf(leaf, 3),
  properties: fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'a.b', 'b'), fc.string({ minLength: 1, maxLength: 6 })),
    text,
    { maxKeys: 6 },
  ),
  ini: fc.dictionary(
    fc.oneof(fc.constantFrom('s', 't'), word),
    fc.dictionary(fc.oneof(fc.constantFrom('a', 'b', 'c'), word), line, { minKeys: 1, maxKeys: 4 }),
    { maxKeys: 3 },
  ),
};

/** Another hand than the one that is tested. */
export function rendered(format: KeyedFormat, value: JsonValue, style: number): string {
  const object = value as Nested;
  if (format === 'json') return JSON.stringify(value, null, style % 3);
  if (format === 'yaml')
    return toYaml(value, {
      lineWidth: 0,
      indent: 1 + (style % 4),
      collectionStyle: style === 5 ? 'flow' : 'any',
    });
  if (format === 'toml') return toToml(object);
  if (format === 'properties')
    return Object.entries(object)
      .map(([key, each]) => `${escaped(key)}=${escaped(String(each))}\n`)
      .join('');
  return Object.entries(object)
    .map(
      ([section, keys]) =>
        `[${section}]\n${Object.entries(keys as Nested)
          .map(([key, each]) => `${key} = ${String(each)}\n`)
          .join('')}`,
    )
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[^a-zA-Z0-9.]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
