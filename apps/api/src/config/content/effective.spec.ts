import { changedKeys } from './changed-keys.js';
import { effective } from './effective.js';
import type { Format } from './format.js';
import { withKeys } from './with-keys.js';

function made(
  format: Format,
  base: string,
  override: string | null,
  removed: readonly string[] = [],
): string {
  const done = effective(format, base, override, removed);
  return done.ok
    ? done.text
    : `${done.of}: ${done.faults.map(({ line, message }) => `${line} ${message}`).join()}`;
}

describe('an override of json', () => {
  it.each([
    [
      '{\n    "a": 1,\n    "b": { "x": [1,2], "y": 2 },\n    "c": { "z":1 }\n}\n',
      '{"b":{"y":3,"n":{"m":null}}}',
      [],
      '{\n    "a": 1,\n    "b": {\n        "x": [1,2],\n        "y": 3,\n        "n": {\n            "m": null\n        }\n    },\n    "c": { "z":1 }\n}\n',
    ],
    ['{"a":1,"b":{"c":2}}', '{"b":{"d":[1, 2]}}', ['a'], '{"b":{"c":2,"d":[1, 2]}}'],
    ['{"a": 1}', '{"a": {"b": 2}}', [], '{"a": {"b": 2}}'],
    ['{"a": {"b": 2}}', '{"a": 1}', [], '{"a": 1}'],
    ['{"a": {"b": 2}}', '{"a": {}}', [], '{"a": {"b": 2}}'],
    ['{"a": {"b": 2}, "c": 1}', '{"a": {}}', ['a'], '{"a": {}, "c": 1}'],
    ['{"a": {"b": {"c": 2}}}', null, ['a.b.c'], '{}'],
    ['{"id": 12345678901234567890}', '{"id": 12345678901234567891}', [], '{"id": 12345678901234567891}'],
    [
      '{\r\n\t"a": 1\r\n}',
      '{"b": [\n      1,\n      {"c": 2}\n    ]}',
      [],
      '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t  1,\r\n\t  {"c": 2}\r\n\t]\r\n}',
    ],
    ['[1]', '{"a": 1}', [], '{"a":1}'],
    ['{"a": 1}', '[1]', [], '[1]'],
    ['{}', '{"a": 1}', [], '{\n  "a": 1\n}'],
  ])('%j with %j, without %j', (base, override, removed, expected) => {
    expect(made('json', base, override, removed)).toBe(expected);
  });
});

describe('an override of yaml', () => {
  const BASE = `# The server.
server:
  host:   example.com   # public
  port: 80

  # Who may.
  users:
  - ana
  - bo
log: {level: info, file: "a b"}   # in braces
text: |
  one
    two
last: 1`;

  it('changes the lines that it must, and no others', () => {
    expect(made('yaml', BASE, 'server:\n  port: 0x51 # c\n  tls:\n    on: true\nnew: [a, b]\n')).toBe(
      BASE.replace('port: 80', 'port: 0x51').replace('  - bo\n', '  - bo\n  tls:\n    on: true\n') +
        '\nnew: [a, b]\n',
    );
    expect(made('yaml', BASE, 'server: {users: [x]}\nlast: two words\n')).toBe(
      BASE.replace('  users:\n  - ana\n  - bo\n', '  users: [x]\n').replace('last: 1', 'last: two words'),
    );
    expect(made('yaml', BASE, 'text: >\n  folded\n  text\n')).toBe(
      BASE.replace('text: |\n  one\n    two\n', 'text: >\n  folded text\n'),
    );
    expect(made('yaml', BASE, null, ['server.port', 'text'])).toBe(
      BASE.replace('  port: 80\n', '').replace('text: |\n  one\n    two\n', ''),
    );
    expect(made('yaml', BASE.replaceAll('\n', '\r\n'), 'log: 1\nserver:\n  a: "b"\n')).toBe(
      BASE.replace('{level: info, file: "a b"}', '1')
        .replace('  - bo\n', '  - bo\n  a: "b"\n')
        .replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    ['a: 1 # one\n', 'a:\n  b: 2\n', [], 'a:\n  # one\n  b: 2\n'],
    ['a: {b: 1, c: 2} # c\n', 'a: {d: "x"}\n', ['a.b'], 'a: {c: 2, d: "x"} # c\n'],
    ['# c\n', 'a: 1\n', [], '# c\n\na: 1\n'],
    ['', 'a: 1\n', [], 'a: 1\n'],
    ['a:\n  b: 1\nc: 2\n', null, ['a.b'], 'c: 2\n'],
    ['a: &x\n  p: 1\nb: *x\n', 'b:\n  p: 2\n', [], 'a: &x\n  p: 1\nb:\n  p: 2\n'],
    ['a: &x\n  p: 1\nb: *x\n', 'a:\n  p: 2\n', [], 'a:\n  p: 2\nb:\n  p: 1\n'],
    ['a: &x\n  p: 1\nb: *x # c\n', null, ['a'], 'b:\n  p: 1\n  # c\n'],
    [
      'a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  r: 3\n',
      'b:\n  p: 5\n',
      [],
      'a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  r: 3\n  p: 5\n',
    ],
    ['a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  r: 3\n', null, ['b.p'], 'a: {p: 1, q: 2}\nb:\n  r: 3\n  q: 2\n'],
    ['a: 1\n', 'x: &y [1]\nz: *y\n', [], 'a: 1\nx: [1]\nz: [1]\n'],
    ['a:   1.\nb: 2\n', 'b: +7\n', [], 'a:   1.\nb: +7\n'],
    ['a: 1\n', 'a: ~\nb:\n', [], 'a: ~\nb:\n'],
    ['a: 1\n', '"<<": 2\n"1": 3\n', [], 'a: 1\n"<<": 2\n"1": 3\n'],
    ['- 1\n', 'a: 1\n', [], 'a: 1\n'],
    ['a: 1\n...\n', 'b: 2\n', [], 'a: 1\nb: 2\n...\n'],
    ['%YAML 1.2\n---\na: 1\n', 'b: !v 2\n', [], '%YAML 1.2\n---\na: 1\nb: !v "2"\n'],
  ])('%j with %j, without %j', (base, override, removed, expected) => {
    expect(made('yaml', base, override, removed)).toBe(expected);
  });
});

describe('an override of toml', () => {
  const BASE = '# c\na = 1 # one\n\n[s] # s\nx = [ 1,\n  2 ]\n\n[s.t]\ny = "z"\n\n[[l]]\nv = 1\n';

  it.each([
    [
      BASE,
      'a = 0x2\n[s]\nn = 1.0\n[n]\nm = 1979-05-27\n',
      [],
      BASE.replace('a = 1', 'a = 0x2').replace('  2 ]\n', '  2 ]\nn = 1.0\n') + '\n[n]\nm = 1979-05-27\n',
    ],
    [BASE, null, ['s.t', 'a'], BASE.replace('a = 1 # one\n', '').replace('[s.t]\ny = "z"\n', '')],
    [BASE, '[[l]]\nv = 2\n', [], 'a = 1\n\n[s]\nx = [ 1, 2 ]\n\n[s.t]\ny = "z"\n\n[[l]]\nv = 2\n'],
    ['a = { b = 1 } # c\n', 'a.c = 2.0\n', [], '[a]\nb = 1\nc = 2.0\n'],
    ['a.b = 1\n', '[a]\nc = 2\n', [], '[a]\nb = 1\nc = 2\n'],
    ['a = 1', 'b = 2', [], 'a = 1\nb = 2\n'],
    ['', '[a.b]\nc = 1\n', [], '\n[a.b]\nc = 1\n'],
    ['[a]\r\nb = 1\r\n', '[a]\nc = 1\n', [], '[a]\r\nb = 1\r\nc = 1\r\n'],
    [
      'id = 9007199254740993\n',
      'a = 9007199254740995\n',
      [],
      'id = 9007199254740993\na = 9007199254740995\n',
    ],
  ])('%j with %j, without %j', (base, override, removed, expected) => {
    expect(made('toml', base, override, removed)).toBe(expected);
  });
});

describe('an override of lines', () => {
  it.each<readonly [Format, string, string | null, readonly string[], string]>([
    [
      'properties',
      '# c\na : 1\n\nb.c=x \\\n  y\n',
      'a=2\nd = \\u00e9\\\n  z\n',
      [],
      '# c\na : 2\n\nb.c=x \\\n  y\nd = \\u00e9\\\n  z\n',
    ],
    ['properties', 'a=1\nb=x\\\n  y\nc=2', null, ['b'], 'a=1\nc=2'],
    ['properties', 'a=1\\', 'b=2', [], 'a=1\\\n\nb=2\n'],
    ['properties', 'a=1\r\nb\r\n', 'b=2\nc=3\n', [], 'a=1\r\nb=2\r\nc=3\r\n'],
    ['properties', 'a=1\na.b=2\n', 'a=3\n', [], 'a=3\na.b=2\n'],
    [
      'ini',
      '; c\n[s]\n  a =  1\n; d\n[t]\nb=2',
      '[s]\na=3\nc = 4\n[u]\nd=5',
      [],
      '; c\n[s]\n  a =  3\nc = 4\n; d\n[t]\nb=2\n\n[u]\nd=5\n',
    ],
    ['ini', '[s]\na=1\nb=2\n[t]\nc=3\n', 'g=1\n', ['s'], 'g=1\n[s]\n[t]\nc=3\n'],
    ['ini', '[s]\na\n', '[s]\na=1\n', [], '[s]\na=1\n'],
    ['nginx', 'a;', 'b;', ['a'], 'b;'],
    ['nginx', 'a;', null, ['a'], 'a;'],
    ['text', 'a', 'b', [], 'b'],
  ])('%s %j with %j, without %j', (format, base, override, removed, expected) => {
    expect(made(format, base, override, removed)).toBe(expected);
  });
});

it('keeps the byte order mark, and says whose faults there are', () => {
  expect(made('yaml', '\uFEFFa: 1\n', 'b: 2\n')).toBe('\uFEFFa: 1\nb: 2\n');
  expect(made('json', '{', '{}')).toBe(
    'base: 1 a name in double quotes should stand here, not the end of the file',
  );
  expect(made('json', '{}', '\n[')).toBe('override: 2 a value should stand here, not the end of the file');
  const full = JSON.stringify(
    Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`a${index}`, 1])),
  );
  expect(made('json', full, full.replaceAll('a', 'b'))).toBe(
    'override: 1 a file may have 20000 keys and list entries at most',
  );
});

it('tells of each key whose it is and where it stands now', () => {
  expect(effective('yaml', 'a: 1\nb: {c: 2}\n', 'b: {c: 2}\nd: 3\n')).toEqual({
    ok: true,
    text: 'a: 1\nb: {c: 2}\nd: 3\n',
    keys: [
      { path: 'a', value: 1, line: 1, column: 1, layer: 'base' },
      { path: 'b.c', value: 2, line: 2, column: 5, layer: 'override' },
      { path: 'd', value: 3, line: 3, column: 1, layer: 'override' },
    ],
  });
});

describe('promoting keys', () => {
  it.each<readonly [Format, string, string, readonly string[], string]>([
    [
      'yaml',
      'a: 1 # c\nb:\n  c: 1\n  d: 1\n',
      'a: 2\nb:\n  c: 2\n  d: 2\n',
      ['b.c'],
      'a: 1 # c\nb:\n  c: 2\n  d: 1\n',
    ],
    ['yaml', 'b:\n  c: 1\n  x: 1\n', 'b:\n  c: 2\n  d: 2\n', ['b'], 'b:\n  c: 2\n  d: 2\n'],
    ['yaml', 'a: 1\nb: 1\n', 'a: 2\n', ['b', 'nowhere'], 'a: 1\n'],
    ['properties', 'ip=a\nx=1\n', 'ip=b\nx=2\n', ['x'], 'ip=a\nx=2\n'],
    ['json', '{"a": 1}', '{"a": {"b": 1, "c": 2}}', ['a.b'], '{"a": {"b": 1}}'],
    ['text', 'a', 'b', [], 'a'],
    ['text', 'a', 'b', [''], 'b'],
  ])('%s into %j from %j: %j', (format, target, source, paths, expected) => {
    expect(withKeys(format, target, source, paths)).toEqual({ ok: true, text: expected });
  });

  it('says which text is faulty', () => {
    expect(withKeys('json', '{}', '{', ['a'])).toMatchObject({ ok: false, of: 'source' });
    expect(withKeys('json', '{', '{}', ['a'])).toMatchObject({ ok: false, of: 'target' });
  });
});

describe('changed keys', () => {
  it('are told with both values, whatever else looks different', () => {
    expect(changedKeys('yaml', 'a: 1\nb: {c: 2, d: x}\n', '# new\nb:\n  d: "x"\n  c: 3\ne: ~\n')).toEqual({
      ok: true,
      changes: [
        { path: 'b.c', kind: 'changed', before: 2, after: 3 },
        { path: 'e', kind: 'added', after: null },
        { path: 'a', kind: 'removed', before: 1 },
      ],
    });
    expect(changedKeys('json', '{"a": 12345678901234567890}', '{"a": 12345678901234567891}')).toMatchObject({
      changes: [{ path: 'a', kind: 'changed' }],
    });
    expect(changedKeys('toml', 'a = 1', 'a = 1.0')).toMatchObject({ changes: [{ path: 'a' }] });
    expect(changedKeys('nginx', 'a;', 'b;')).toEqual({
      ok: true,
      changes: [{ path: '', kind: 'changed', before: 'a;', after: 'b;' }],
    });
    expect(changedKeys('text', 'a', 'a')).toEqual({ ok: true, changes: [] });
    expect(changedKeys('json', '{', '{}')).toMatchObject({ ok: false });
  });
});
