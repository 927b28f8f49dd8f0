import type { Format } from './format.js';
import { secretsIn, withSecrets } from './secrets.js';

function filled(format: Format, text: string, values: Readonly<Record<string, string>>): string {
  const done = withSecrets(format, text, new Map(Object.entries(values)));
  if (done.ok) return done.text;
  if (done.reason === 'missing')
    return `missing ${done.missing.map(({ name, line }) => `${name}:${line}`).join()}`;
  return done.faults.map(({ line, column, message }) => `${line}:${column} ${message}`).join();
}

it('finds references by name and place', () => {
  expect(
    secretsIn('a: ${secret:DB}\n# ${secret:old.one}\nb: x${secret:DB}y${secret:1}${secret:}${ secret:A}'),
  ).toEqual([
    { name: 'DB', line: 1, column: 4 },
    { name: 'old.one', line: 2, column: 3 },
    { name: 'DB', line: 3, column: 5 },
  ]);
});

const EVIL = '"}\n: # \\\'x';

it.each<readonly [Format, string, string, string]>([
  [
    'json',
    '{"a": "x${secret:A}y", "${secret:A}": 1}',
    EVIL,
    '{"a": "x\\"}\\n: # \\\\\'xy", "\\"}\\n: # \\\\\'x": 1}',
  ],
  ['yaml', 'a: ${secret:A} # ${secret:B}\n', EVIL, 'a: "\\"}\\n: # \\\\\'x" # ${secret:B}\n'],
  ['yaml', "a: ${secret:A}\nb: '${secret:A}'\n", '12', 'a: "12"\nb: "12"\n'],
  ['yaml', 'a: |\n  x ${secret:A}\n  y\nb: 1\n', '1', 'a: "x 1\\ny\\n"\nb: 1\n'],
  ['yaml', 'a: {b: ["${secret:A}", x]}\r\n', 'y, z', 'a: {b: ["y, z", x]}\r\n'],
  [
    'toml',
    'a = "${secret:A}" # ${secret:B}\nb = \'${secret:A}\'\nc = """\n${secret:A}"""\n',
    '"\n',
    'a = "\\"\\n" # ${secret:B}\nb = "\\"\\n"\nc = "\\"\\n"\n',
  ],
  ['properties', '# ${secret:B}\na = ${secret:A}\n', ' é=\\\n', '# ${secret:B}\na = \\ \\u00e9=\\\\\\n\n'],
  [
    'ini',
    '; ${secret:B}\n[s]\na = x ${secret:A}\n',
    'y = "z" ; [t]',
    '; ${secret:B}\n[s]\na = x y = "z" ; [t]\n',
  ],
  ['ini', '\n[s]\na = ${secret:A}\n', 'y\nb = 1', '3:5 the value of "A" can not stand here'],
  ['ini', '[s]\na = ${secret:A}\n', ' y', '2:5 the value of "A" can not stand here'],
  [
    'nginx',
    '# ${secret:B}\na b${secret:A} \'${secret:A}\' "${secret:A}";',
    'x "y";\\\'}',
    '# ${secret:B}\na "bx \\"y\\";\\\\\'}" \'x "y";\\\\\\\'}\' "x \\"y\\";\\\\\'}";',
  ],
  ['nginx', 'a\n ${secret:A};', '$host', '2:2 the value of "A" can not stand here'],
  ['nginx', 'a_by_lua_block { x("${secret:A}") }', 'b', '1:21 the value of "A" can not stand here'],
  ['text', 'a ${secret:A}', EVIL, `a ${EVIL}`],
  ['yaml', 'a: ${secret:A}', 'x${secret:A}', 'a: "x${secret:A}"'],
  ['json', '{"a": "\\u0024{secret:A}"}', 'x', '{"a": "x"}'],
])('%s %j with %j', (format, text, value, expected) => {
  expect(filled(format, text, { A: value })).toBe(expected);
});

it('tells which are missing, each where it is asked for, and no value of any', () => {
  expect(filled('yaml', 'a: ${secret:A}\nb: ${secret:B}\n# ${secret:C}\nc: ${secret:B}\n', { A: '1' })).toBe(
    'missing B:2,B:4',
  );
  expect(filled('json', '{"a": "\\u0024{secret:A}"}', {})).toBe('missing A:1');
  expect(filled('json', '{"a": ${secret:A}}', { A: '1' })).toBe('1:7 a value should stand here, not "$"');
  expect(filled('text', 'a ${secret:A}', { A: '\0' })).toBe('1:3 the value of "A" can not stand here');
  expect(filled('json', '{"${secret:A}": 1, "x": 2}', { A: 'x' })).toBe(
    '1:3 the value of "A" can not stand here',
  );
});
