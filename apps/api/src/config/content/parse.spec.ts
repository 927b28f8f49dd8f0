import { FORMATS } from './format.js';
import { parse } from './parse.js';
import { told } from './parse.fixtures.js';

describe('a text of any format', () => {
  it.each(FORMATS)('of %s has no NUL, no half characters, and not more than fits', (format) => {
    expect(told(format, 'a\n \0')).toEqual(['2:2 a NUL character stands here; this is no text']);
    expect(told(format, 'a \ud800 b')).toEqual([
      '1:3 half a character stands here; this is no valid Unicode',
    ]);
    expect(told(format, 'ä'.repeat(600_000))).toEqual(['1:1 a file may have 1048576 bytes at most']);
    expect(told(format, '\n'.repeat(50_000))).toEqual(['50001:1 a file may have 50000 lines at most']);
  });

  it('says nothing by its byte order mark', () => {
    for (const [format, text] of [
      ['json', '{"a":1}'],
      ['yaml', 'a: 1'],
      ['toml', 'a = 1'],
    ] as const)
      expect(told(format, `\uFEFF${text}`)).toEqual(['1 a 1']);
    expect(told('properties', '\uFEFFa=1')).toEqual(['1 a "1"']);
    expect(told('ini', '\uFEFFa=1')).toEqual(['1 a "1"']);
    expect(told('nginx', '\uFEFFa 1;')).toEqual([]);
  });
});

describe('json', () => {
  it.each([
    [
      '{"a": {"b": [1, {"c": null}], "d": {}}, "e": "\\u00e9\\n"}',
      ['1 a.b [1,{"c":null}]', '1 a.d {}', '1 e "é\\n"'],
    ],
    ['{\r\n\r\n"a.b": 1,\r\n"": -0.5e1}\r\n', ['3 a\\.b 1', '4 \\e -5']],
    ['{"__proto__": {"constructor": true}}', ['1 __proto__.constructor true']],
    ['[1, 2]', ['1  [1,2]']],
    ['null', ['1  null']],
    ['{}', []],
    ['', ['1:1 a value should stand here, not the end of the file']],
    ['{"a": 1,}', ['1:9 a name in double quotes should stand here, not "}"']],
    ['{"a": 1 "b": 2}', ['1:9 "," or "}" should stand here, not """']],
    ['{\n "a": 01}', ['2:8 "," or "}" should stand here, not "1"']],
    ['{"a": 1, "\\u0061": 2}', ['1:10 "a" is there twice']],
    ['{"a": [{"b": 1, "b": 2}]}', ['1:17 "b" is there twice']],
    ['{"a": "x\ny"}', ['1:7 this text is not closed, or has a character that must be written with a "\\"']],
    ['{"a": "\\ud800"}', ['1:7 half a character is written here']],
    ['{"a": 1e999}', ['1:7 the number 1e999 is too great']],
    ['{"a": 1} // c', ['1:10 nothing may follow the end of the value']],
    ["{'a': 1}", ['1:2 a name in double quotes should stand here, not "\'"']],
    ['{"a": nul}', ['1:7 a value should stand here, not "n"']],
    [`${'['.repeat(66)}${']'.repeat(66)}`, ['1:66 nothing may lie more than 64 levels deep']],
    [`[${'1,'.repeat(20_000)}1]`, ['1:40002 a file may have 20000 keys and list entries at most']],
  ])('%j', (text, expected) => {
    expect(told('json', text)).toEqual(expected);
  });
});

describe('yaml', () => {
  it.each([
    ['a: 1\nb:\n  c: [x, 2]\n  d: {}\n  e:\n', ['1 a 1', '3 b.c ["x",2]', '4 b.d {}', '5 b.e null']],
    ['# nothing\n', []],
    ['', []],
    ['---\na: 1\n', ['2 a 1']],
    [
      'a: yes\nb: on\nc: 012\nd: 0x1f\ne: .inf\nf: 2020-01-01\n',
      ['1 a "yes"', '2 b "on"', '3 c 12', '4 d 31', '5 e ".inf"', '6 f "2020-01-01"'],
    ],
    ['a: |\n  x\n  y\nb: >-\n  x\n  y\n', ['1 a "x\\ny\\n"', '4 b "x y"']],
    ['1: a\ntrue: b\n"": c\n', ['1 1 "a"', '2 true "b"', '3 \\e "c"']],
    ['__proto__: 1\nconstructor: {a: 2}\n', ['1 __proto__ 1', '2 constructor.a 2']],
    [
      'a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n',
      ['1 a.p 1', '1 a.q 2', '1 b.p 1', '1 b.q 2', '5 c.q 3', '1 c.p 1'],
    ],
    ['a: !vault x\n', ['1 a "x"']],
    ['a: 1\r\nb:\r\n  c: 2\r\n', ['1 a 1', '3 b.c 2']],
    ['- 1\n- 2\n', ['1  [1,2]']],
    ['a: 1\na: 2\n', ['2:1 "a" is there twice']],
    ['1: a\n"1": b\n', ['2:1 "1" is there twice']],
    ['a: 1\n---\nb: 2\n', ['2:1 a file may have one document only']],
    ['%YAML 1.1\n---\na: yes\n', ['1:1 of YAML only version 1.2 is read']],
    [
      'a: !!binary aGk=\nb: !!set {x, y}\nc: !!omap [d: 1]\nd: !!timestamp 2001-12-14\n',
      ['1 a "aGk="', '2 b.x null', '2 b.y null', '3 c [{"d":1}]', '4 d "2001-12-14"'],
    ],
    ['a: *x\n', ['1:4 no anchor "&x" stands before this']],
    ['a: &x [*x]\n', ['1:8 this contains itself']],
    ['a: &x\n  <<: *x\n', ['2:3 this contains itself']],
    ['? [a, b]\n: 1\n', ['1:3 a key must be a text or a number']],
    ['? : 1\n', ['1:3 a key must be a text or a number']],
    ['a: b: c\n', ['1:4 Nested mappings are not allowed in compact mappings']],
    ['a: [1\nb: 2\n', expect.arrayContaining([expect.stringMatching(/^2:\d /)]) as unknown as string[]],
    [`${'- '.repeat(66)}a\n`, ['1:131 nothing may lie more than 64 levels deep']],
    ['['.repeat(5_000), [expect.stringMatching(/64 levels/) as unknown as string]],
  ])('%j', (text, expected) => {
    expect(told('yaml', text)).toEqual(expected);
  });
});

describe('toml', () => {
  it.each([
    ['a = 1\n[b]\nc.d = "x" # y\n[b.e]\n', ['1 a 1', '3 b.c.d "x"', '4 b.e {}']],
    ['t = { a = 1, b = { c = [ 2,\n 3 ] } }\nu = 2\n', ['1 t.a 1', '1 t.b.c [2,3]', '3 u 2']],
    [
      '[[l]]\na = 1\n[[l]]\na = 2\n[l.s]\nb = 1\n[m]\nc = 1\n',
      ['1 l [{"a":1},{"a":2,"s":{"b":1}}]', '8 m.c 1'],
    ],
    ['a = """\n[x]\nb = 1"""\nc = \'\'\'#\'\'\'\nd = "#"\n', ['1 a "[x]\\nb = 1"', '4 c "#"', '5 d "#"']],
    [
      'a = 1979-05-27 07:32:00\nb = inf\nc = 9223372036854775807\n',
      ['1 a "1979-05-27T07:32:00.000"', '2 b "Infinity"', '3 c 9223372036854776000'],
    ],
    ['"a.b"."" = 1\n\'__proto__\'.constructor = 2\n', ['1 a\\.b.\\e 1', '2 __proto__.constructor 2']],
    ['[x] # "c\n"y" = 1\r\n', ['2 x.y 1']],
    ['', []],
    ['a = 1\na = 2\n', [expect.stringMatching(/^2:\d .*redefine/) as unknown as string]],
    ['a = \n', [expect.stringMatching(/^1:\d /) as unknown as string]],
    ['a = null\n', [expect.stringMatching(/^1:\d /) as unknown as string]],
    ['[a\nb = 1\n', [expect.stringMatching(/^1:\d /) as unknown as string]],
    [`a${'.b'.repeat(70)} = 1\n`, ['1:1 nothing may lie more than 64 levels deep']],
  ])('%j', (text, expected) => {
    expect(told('toml', text)).toEqual(expected);
  });
});

describe('properties', () => {
  it.each([
    ['a=1\nb : 2\nc 3\nd\n', ['1 a "1"', '2 b "2"', '3 c "3"', '4 d ""']],
    ['# c\n! c = d\n\n  a.b = x = y  \n', ['4 a.b "x = y  "']],
    ['a = b\\\n    c\\\n  # d\n e=1', ['1 a "bc# d"', '4 e "1"']],
    ['a\\\n  b = 1\n', ['1 ab "1"']],
    ['# no \\\na=1\n', ['2 a "1"']],
    ['a\\=b\\:c\\ d = \\u00e9\\t\\q\\\\\n', ['1 a=b:c d "é\\tq\\\\"']],
    ['a=1\\\\\nb=2\\', ['1 a "1\\\\"', '2 b "2"']],
    ['a=\\ud83d\\ude00\r\nb=1\rc=2', ['1 a "😀"', '2 b "1"', '3 c "2"']],
    ['__proto__=1\na=2\na.b=3\n', ['1 __proto__ "1"', '2 a "2"', '3 a.b "3"']],
    ['a=1\n\\u0061 2\n', ['2:1 "a" is there twice']],
    ['a=\\u00g0\n', ['1:3 "\\u" must be followed by four hexadecimal digits']],
    ['a=\\ud83d\n', ['1:3 half a character is written here']],
    ['=1\n', ['1:1 the key before "=" or ":" has no name']],
  ])('%j', (text, expected) => {
    expect(told('properties', text)).toEqual(expected);
  });
});

describe('ini', () => {
  it.each([
    ['g = 1\n[s]\na=x = y ; z\n  b =  " q "  \n', ['1 g "1"', '3 s.a "x = y ; z"', '4 s.b "\\" q \\""']],
    ['; c\n# c\n[s] ; c\n\n[t]\n[s]\na=\n', ['7 s.a ""']],
    ['[a]\nx=1\n[b]\nx=1\n[a]\ny=2\n', ['2 a.x "1"', '6 a.y "2"', '4 b.x "1"']],
    ['[a.b]\nc.d = 1\nskip-networking\n', ['2 a\\.b.c\\.d "1"', '3 a\\.b.skip-networking null']],
    ['[__proto__]\nconstructor=1\r\n', ['2 __proto__.constructor "1"']],
    [
      '[s]\na=1\na=2\n[s]\na=3',
      ['3:1 "a" is there twice in its section', '5:1 "a" is there twice in its section'],
    ],
    [
      '[s\na b\n=1\n[]\n',
      [
        '1:1 the name of a section must end with "]"',
        '2:1 a line should be "[section]", "key = value" or a comment',
        '3:1 the key before "=" has no name',
        '4:1 a section must have a name',
      ],
    ],
    ['s=1\n[s]\na=1\n', ['1:1 "s" is the name of a section too, and only one of them can have it']],
  ])('%j', (text, expected) => {
    expect(told('ini', text)).toEqual(expected);
  });
});

describe('nginx', () => {
  it.each([
    ['events {}\nhttp { server { listen 80; location ~ "^/a{2}$" { return 200 \'it;s\'; } } }\n', []],
    ['log_format m \'$a "$b"\' # c { ;\n  "x";', []],
    ['set $x ${y}z;\nrewrite ^/a\\;b$ /c;', []],
    ['content_by_lua_block { local t = { "}" } -- }\n --[[ } ]] ngx.say([[ } ]]) }\na;', []],
    ['set_by_lua_block $a { return "}" }', []],
    ['', []],
    ['a', ['1:1 "a" does not end in ";" or a block']],
    ['http {\n a b\n}', ['2:2 "a" does not end in ";" or a block']],
    ['http {\n server {\n}', ['1:6 this "{" is not closed']],
    ['a;\n}', ['2:1 this "}" closes nothing']],
    ['a "b;\nc;', ['1:3 this quote is not closed']],
    ['a "b"c;', ['1:6 a blank, ";" or "{" should follow the quote']],
    [';', ['1:1 a directive should stand before ";"']],
    ['{}', ['1:1 a directive should stand before "{"']],
    ['a_by_lua_block { "}"', ['1:16 this "{" is not closed']],
    ['a {'.repeat(65), ['1:195 nothing may lie more than 64 levels deep']],
  ])('%j', (text, expected) => {
    expect(told('nginx', text)).toEqual(expected);
    if (expected.length === 0) expect(parse('nginx', text)).toMatchObject({ ok: true, root: null });
  });
});
