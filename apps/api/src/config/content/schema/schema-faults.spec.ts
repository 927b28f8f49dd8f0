import fc from 'fast-check';
import type { Format } from '../format.js';
import { parse } from '../parse.js';
import type { JsonValue } from '../tree.js';
import { Budget, Exhausted } from './budget.js';
import { LinearPattern } from './linear-pattern.js';
import { UnfitPattern } from './pattern-parts.js';
import { schemaFaults } from './schema-faults.js';

function faultsOf(schema: JsonValue, text: string, format: Format = 'yaml'): readonly string[] {
  const parsed = parse(format, text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const check = schemaFaults(schema, parsed);
  if (!check.ok) return [check.reason];
  return check.faults.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`);
}

const OLD = 'http://json-schema.org/draft-07/schema#';
const NEW = 'https://json-schema.org/draft/2020-12/schema';

describe('a file against its schema', () => {
  const schema = {
    type: 'object',
    required: ['server'],
    additionalProperties: false,
    properties: {
      server: {
        required: ['host'],
        properties: {
          port: { type: 'integer', maximum: 65_535 },
          host: { type: 'string', format: 'hostname' },
        },
      },
      tags: { type: 'array', uniqueItems: true, items: { type: 'string' } },
    },
  };

  it('is told at the line and column of each key that is not as it should be', () => {
    expect(faultsOf(schema, 'server:\n  host: a\n  port: 80\ntags: [a, b]\n')).toEqual([]);
    const text = '# c\nserver:\n  port: many\n\ntags: [a, 1, a]\nother: 1\n';
    expect(faultsOf(schema, text)).toEqual([
      '6:1 other must NOT have additional properties',
      "2:1 server must have required property 'host'",
      '3:3 server.port must be integer',
      '5:1 tags 1: must be string',
      '5:1 tags must not have the same entry twice',
    ]);
    expect(faultsOf(schema, '{\n "server": {"host": "a b", "port": 1}\n}', 'json')).toEqual([
      '2:13 server.host must match format "hostname"',
    ]);
    expect(faultsOf(schema, '[server]\nhost = "a"\nport = 70000\n', 'toml')).toEqual([
      '3:1 server.port must be <= 65535',
    ]);
    expect(faultsOf({ properties: { 'a.b': { maxLength: 1 } } }, '# c\na.b=12\n', 'properties')).toEqual([
      '2:1 a.b must NOT have more than 1 characters',
    ]);
    expect(faultsOf(schema, '')).toEqual(["1:1  must have required property 'server'"]);
    expect(faultsOf({ required: ['constructor', '__proto__'] }, 'a: 1')).toHaveLength(2);
    expect(faultsOf({ required: ['constructor', '__proto__'] }, 'constructor: 1\n__proto__: 1')).toEqual([]);
  });

  it('is read by the draft that the schema names', () => {
    const tuple = { properties: { a: { prefixItems: [{ type: 'string' }] } } };
    expect(faultsOf(tuple, 'a: [1]')).toEqual(['1:1 a 0: must be string']);
    expect(faultsOf({ $schema: NEW, ...tuple }, 'a: [1]')).toHaveLength(1);
    expect(faultsOf({ $schema: OLD, ...tuple }, 'a: [1]')).toEqual([]);
    expect(
      faultsOf({ $schema: OLD, properties: { a: { items: [{ type: 'string' }] } } }, 'a: [1]'),
    ).toHaveLength(1);
    expect(faultsOf({ $schema: 'https://json-schema.org/draft/2019-09/schema' }, 'a: 1')).toEqual([
      'the schema is none: its "$schema" should be draft 2020-12 or draft 07',
    ]);
  });

  it.each<readonly [string, JsonValue, RegExp]>([
    ['a text', 'x', /should be an object/],
    ['a list', [], /should be an object/],
    ['null', null, /should be an object/],
    ['an unknown type', { type: 'strnig' }, /schema is invalid.*type/],
    ['a broken pattern', { properties: { a: { pattern: '(' } } }, /of a pattern.*Unterminated group/],
    ['a pattern that looks back', { properties: { a: { pattern: '(a)\\1' } } }, /looks ahead/],
    ['a pattern that looks ahead', { properties: { a: { pattern: '(?=a)' } } }, /looks ahead/],
    ['a long pattern', { properties: { a: { pattern: 'a'.repeat(501) } } }, /longer than 500/],
    [
      'a pattern that counts far',
      { properties: { a: { pattern: '((a{99}){99}){99}' } } },
      /repeats too much/,
    ],
    [
      'a schema elsewhere',
      { properties: { a: { $ref: 'https://example.com/s.json' } } },
      /can't resolve reference/,
    ],
    ['a reference into nothing', { $ref: '#/$defs/a' }, /can't resolve reference/],
    ['a reference to itself', { $ref: '#' }, /round in circles/],
    ['a circle', { $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' }, /round in circles/],
    ['a dynamic reference', { $dynamicRef: '#a' }, /only "\$ref" is known/],
    ['too much of one', { $comment: 'x'.repeat(200_000) }, /more than 131072/],
  ])('is told in words when the schema is %s', (_, schema, words) => {
    expect(faultsOf(schema, 'a: aaa')).toEqual([expect.stringMatching(words)]);
  });

  it('takes no longer for schemas and patterns that ask for it', () => {
    const start = performance.now();
    expect(faultsOf({ properties: { a: { pattern: '^(a|a)*$' } } }, `a: ${'a'.repeat(5_000)}!`)).toHaveLength(
      1,
    );
    expect(faultsOf({ properties: { a: { pattern: '(x+x+)+y' } } }, `a: ${'x'.repeat(5_000)}`)).toHaveLength(
      1,
    );
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `a${index}`,
        { anyOf: [0, 1].map(() => (index === 39 ? false : { $ref: `#/$defs/a${index + 1}` })) },
      ]),
    );
    expect(faultsOf({ $defs, $ref: '#/$defs/a0' }, 'a: 1')).toEqual([expect.stringMatching(/too long/)]);
    const list = `a: [${Array.from({ length: 9_000 }, (_, index) => `{b: ${index}}`).join()}]`;
    expect(faultsOf({ properties: { a: { uniqueItems: true } } }, list)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('shows a hundred faults at most', () => {
    const text = Array.from({ length: 300 }, (_, index) => `k${index}: x\n`).join('');
    expect(faultsOf({ additionalProperties: { type: 'integer' } }, text)).toHaveLength(100);
  });
});

describe('a pattern in linear time', () => {
  const part = fc.constantFrom(
    ...[
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '[ab]',
      '[^a]',
      '\\.',
      '^',
      '$',
      '\\b',
      '\\B',
      '|',
      'é',
      '\\u0061',
      '[\\]x-]',
      ' ',
    ],
    ...['\\p{L}', '😀', '[😀-😂]'],
  );
  const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '{2,3}?');
  const pattern = fc.letrec((tie) => ({
    group: fc
      .tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('list'))
      .map(([open, inner]) => `${open}${String(inner)})`),
    item: fc
      .tuple(fc.oneof({ maxDepth: 3 }, part, tie('group')), quantifier)
      .map(([source, count]) =>
        /^[|^$]$|^\\[bB]$/.test(String(source)) ? String(source) : String(source) + count,
      ),
    list: fc.array(tie('item'), { maxLength: 4 }).map((items) => items.join('')),
  })).list;

  it('says what the usual engine says', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '1', '.', ' ', 'é', 'x', ']', '\n', '😀', '_'),
      maxLength: 7,
    });
    let compared = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 3, maxLength: 6 }), (source, texts) => {
        let native: RegExp;
        try {
          native = new RegExp(source, 'u');
        } catch {
          expect(() => new LinearPattern(source, new Budget(1))).toThrow(UnfitPattern);
          return;
        }
        const linear = new LinearPattern(source, new Budget(1e6));
        for (const each of texts) {
          // Engines look at halves of characters there.
          if (source.includes('\\B') && each.includes('😀')) continue;
          expect([source, each, linear.test(each)]).toEqual([source, each, native.test(each)]);
        }
        compared += 1;
      }),
      { numRuns: 1_200 },
    );
    expect(compared).toBeGreaterThan(600);
  });

  it('gives up when its budget is spent', () => {
    expect(() => new LinearPattern('a*b', new Budget(50)).test('a'.repeat(100))).toThrow(Exhausted);
  });
});
