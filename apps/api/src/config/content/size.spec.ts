import { effective } from './effective.js';
import { FORMATS, type Format } from './format.js';
import { MOST_BYTES, MOST_LINES } from './limits.js';
import { lineDiff } from './line-diff.js';
import { mergeThree } from './merge-three.js';
import { parse } from './parse.js';
import { withSecrets } from './secrets.js';

/** Of processor time, so that it is the same on a busy machine. What grows by its square would need minutes. */
const MOST_MS = 10_000;

const PIECES = [
  ...[
    '[',
    '{',
    '"',
    "'",
    '\\',
    ' ',
    '\t',
    'a',
    'a ',
    ': ',
    '- ',
    '? ',
    '#',
    '{"a":',
    '[[',
    '{a: ',
    '&a ',
    '*a ',
  ],
  ...[
    '<<: ',
    '!',
    '|',
    '>',
    '%',
    'a.',
    'a=',
    '=',
    '--[[',
    '"""',
    "'''",
    '""""',
    "\\'",
    '${',
    '${secret:A}',
    '};',
  ],
  ...[
    'a{',
    ';',
    '[a]',
    ',',
    '[],',
    '{},',
    '\\u',
    '1',
    '0.',
    '-',
    'é',
    '[["',
    '\n',
    '\r\n',
    '\r',
    'a\n',
    '#\n',
  ],
  ...[
    '- a\n',
    '[a]\n',
    ' \n',
    '\\\n',
    '"\n',
    "a: '\n",
    '---\n',
    '...\n',
    '%a\n',
    '[[a]]\n',
    'a:\n',
    '{\n',
    '"a",\n',
  ],
];

function filledWith(piece: string): string {
  const most = /[\r\n]/.test(piece) ? MOST_LINES - 10 : Infinity;
  return piece.repeat(Math.min(Math.floor(MOST_BYTES / Buffer.byteLength(piece)), most));
}

function many(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

const BIG: readonly (readonly [Format, string, string])[] = [
  ['yaml', 'keys', many(19_000, (index) => `key${index}: value ${index} # c\n`)],
  ['yaml', 'maps', many(6_000, (index) => `k${index}:\n  a:\n    b: 1\n`)],
  ['yaml', 'one map in braces', `{${many(19_000, (index) => `key${index}: ${index}, `)}}`],
  ['yaml', 'a list', `a:\n${many(19_000, (index) => `- ${index}\n`)}`],
  ['yaml', 'aliases', many(9_000, (index) => `a${index}: &x ${index}\nb${index}: *x\n`)],
  ['yaml', 'digits', `a: ${'1'.repeat(MOST_BYTES - 10)}`],
  ['yaml', 'a text', `a: ${'b'.repeat(MOST_BYTES - 10)}`],
  [
    'json',
    'keys',
    `{${many(19_000, (index) => `${index > 0 ? ',\n' : ''}"key${index}": "value ${index}"`)}}`,
  ],
  ['json', 'a text', `"${'b\\n'.repeat(MOST_BYTES / 4)}"`],
  ['json', 'digits', '1'.repeat(MOST_BYTES)],
  ['toml', 'keys', many(19_000, (index) => `key${index} = "value ${index}" # c\n`)],
  ['toml', 'tables', many(9_000, (index) => `[a.b${index}]\nc = [ 1, 2 ]\n`)],
  ['toml', 'lists of tables', many(6_000, (index) => `[[a.b]]\nc = ${index}\n`)],
  ['toml', 'digits', `a = ${'1'.repeat(MOST_BYTES - 10)}`],
  ['toml', 'a deep name', `a${'.a'.repeat(5_000)} = 1`],
  ['properties', 'keys', many(19_000, (index) => `key${index} = value ${index}\n`)],
  ['properties', 'one long line', `a = ${'b\\\n  '.repeat(MOST_LINES - 10)}`],
  ['ini', 'keys', `[s]\n${many(19_000, (index) => `key${index} = value ${index}\n`)}`],
  ['nginx', 'directives', many(19_000, (index) => `listen ${index};\n`)],
  ['text', 'lines', many(49_000, (index) => `line ${index}\n`)],
];

function timed(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('a megabyte', () => {
  it.each(FORMATS)('of one sign is soon read as %s', (format) => {
    const slow = PIECES.filter((piece) => timed(() => parse(format, filledWith(piece))) > MOST_MS);
    expect(slow).toEqual([]);
  });

  it.each(BIG)('of %s, %s, is soon laid over, merged, compared and filled', (format, _what, text) => {
    const [one, other] = [text.replace(/1/g, '2'), text.replace(/[23]/g, '1')];
    expect(timed(() => effective(format, text, one))).toBeLessThan(MOST_MS);
    expect(timed(() => mergeThree(format, text, one, other))).toBeLessThan(MOST_MS);
    expect(timed(() => lineDiff(one, other))).toBeLessThan(MOST_MS);
    expect(timed(() => withSecrets(format, text, new Map([['A', 'b']])))).toBeLessThan(MOST_MS);
  });

  it('is not what a few aliases or merges may stand for', () => {
    const lists = many(60, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`);
    expect(parse('yaml', `a0: &a0 [x, x]\n${lists}`)).toMatchObject({
      faults: [{ message: 'a file may have 20000 keys and list entries at most' }],
    });
    const merges = many(
      300,
      (index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}], k${index}: 1}\n`,
    );
    expect(timed(() => parse('yaml', `a0: &a0 {k: 1}\n${merges}`))).toBeLessThan(MOST_MS);
  });
});
