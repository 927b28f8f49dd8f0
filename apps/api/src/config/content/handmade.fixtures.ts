import fc from 'fast-check';
import type { KeyedFormat } from './format.js';

/** As people write; each list is of one key or table, of which a file has one or none. */
const PARTS: Readonly<Record<KeyedFormat, readonly (readonly string[])[]>> = {
  json: [
    ['"a": {"b": 1, "c": [1,\n 2]}', '"a" :\n\t{ }', '"a": null', '"a": {"b": {"c": 1}}'],
    ['"b": -1.50e2', '"b": "\\u0061\\n"', '"b": 12345678901234567890'],
    ['"": {"": {"x": 1}}', '"": []'],
  ],
  yaml: [
    [
      'a: &a\n  b: 1 # one\n  # two\n  c: [1, {d: 2}]',
      'a: &a {b: 1, c: x}',
      "a: &a\n    b: 'it''s'\n\n    c: |\n      x\n\n      y\n",
      'a: &a\n  d:\n    e: >-\n      f',
    ],
    ['b: *a', 'b:\n  <<: *a\n  c: 3', 'b:\n- 1\n- x: 2\n  y: *a', 'b: 2 # c', 'b:'],
    ['c: !t {b: 1}', 'c: "x\\\n  y"', 'c: +012', 'c:\n  b: *a\n  d: *a', 'c: {b: *a, d: [*a]}'],
    ['# above\nd: plain\n  goes on', 'd: |2\n    x\n  y', 'd: &d 1.', 'd: |+\n  x\n\n', '? d\n: 1'],
    ['"e.f": ~', 'e.f:\n   g:\n      h: 1\n      i: 2', 'e.f: {}'],
    ['1: x', '1: {2: 3}'],
  ],
  toml: [
    ['"" = 1', "'' = '''x'''"],
    ['a.b = 1 # c\na.c = [ 1, # d\n 2 ]', 'a = { b = 1, c.d = 2 }', 'a = 1_000', 'a = "x" # y'],
    ['b = 1.0', 'b = -inf', 'b = 1979-05-27T07:32:00Z', 'b = """\\\n   x"""', 'b = 0xff'],
    [
      '[c] # c\nx = 1\n\n# d\ny = [[1], [{ z = 1 }]]',
      '[c.x]\nb = 1\n[c]\ny = 2',
      '[[c]]\nx = 1\n[c.d]\ny = 1\n[[c]]',
      '[c]',
    ],
    ['[ d . "e.f" ]\ng.h = 1\ng.i = 2', '[d."e.f"]\ng = {}', '[d]\n"e.f" = 1'],
  ],
  properties: [
    ['a = 1', 'a:\\\n  2', 'a', '  a\t3 \\u00e9'],
    ['# c\na.b=x \\\n  y', '! c\\\na.b : =', 'a.b=\\ x\\'],
    ['a\\ b=1', 'a\\u0020b = \\=2'],
    ['c=1', 'c = ${x}'],
  ],
  ini: [
    ['g=1', '; c\ng = "x"', 'g'],
    ['[s]\na=1\n\n# c\nb = 2', '[s] ; c\n  a  =  1', '[s]\na\n[s]\nb=', '[s]'],
    ['[t.u]\na.b=1', '[t.u]\na.b = [x]\nc=;'],
  ],
};

/** Files written by hand, with line ends of either kind, or none at their end. */
export function handmade(format: KeyedFormat): fc.Arbitrary<string> {
  const parts = PARTS[format].map((each) => fc.option(fc.constantFrom(...each), { freq: 4, nil: '' }));
  return fc
    .tuple(fc.tuple(...parts), fc.boolean(), fc.boolean())
    .map(([chosen, isWindows, isEnded]) => {
      const lines = chosen.filter((part) => part !== '');
      const text = format === 'json' ? `{${lines.join(',\n ')}}` : lines.join('\n');
      const ended = isEnded && text !== '' ? `${text}\n` : text;
      return isWindows ? ended.replaceAll('\n', '\r\n') : ended;
    })
    .filter((text) => format !== 'yaml' || !text.includes('*a') || text.includes('&a'));
}
