import fc from 'fast-check';
import { readPrometheusText, UnreadableLine } from './prometheus-text.js';

const all = (): boolean => true;

function read(text: string, isWanted: (name: string) => boolean = all): readonly unknown[] {
  return [...readPrometheusText(text, isWanted)].map(({ name, labels, value }) => [
    name,
    Object.fromEntries(labels),
    value,
  ]);
}

describe('what a program says in Prometheus’ text format', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['a plain one', 'up 1', ['up', {}, 1]],
    [
      'labels',
      'requests_total{code="200", method="GET"} 12',
      ['requests_total', { code: '200', method: 'GET' }, 12],
    ],
    ['a last comma', 'a{b="c",} 1', ['a', { b: 'c' }, 1]],
    ['no labels in braces', 'a{} 1', ['a', {}, 1]],
    [
      'spaces everywhere',
      ' a { b = "c" , d = "e" }   1.5e3   1700000000000 ',
      ['a', { b: 'c', d: 'e' }, 1500],
    ],
    ['escapes', 'a{b="x\\\\y\\"z\\n"} 1', ['a', { b: 'x\\y"z\n' }, 1]],
    ['braces and commas in a value', 'a{b="{c,d}=\\"e\\""} 1', ['a', { b: '{c,d}="e"' }, 1]],
    ['a time', 'a 1 1700000000', ['a', {}, 1]],
    [
      'an exemplar',
      'a_bucket{le="0.1"} 8 # {trace_id="abc"} 0.05 1700000000',
      ['a_bucket', { le: '0.1' }, 8],
    ],
    [
      'a quoted name',
      '{"http.requests", "status.code"="200"} 3',
      ['http.requests', { 'status.code': '200' }, 3],
    ],
    ['an endless bound', 'a_bucket{le="+Inf"} 8', ['a_bucket', { le: '+Inf' }, 8]],
    ['no number', 'a NaN', ['a', {}, Number.NaN]],
    ['infinities', 'a -Inf', ['a', {}, Number.NEGATIVE_INFINITY]],
    ['a dangerous label', 'a{__proto__="x"} 1', ['a', Object.fromEntries([['__proto__', 'x']]), 1]],
  ])('is read with %s', (_, line, sample) => {
    expect(read(line)).toEqual([sample]);
  });

  it('is read without comments and empty lines, whatever ends them', () => {
    const text = '# HELP a It is.\r\n# TYPE a counter\r\n\r\na 1\r\n# EOF\n';
    expect(read(text)).toEqual([['a', {}, 1]]);
  });

  it('is read only where it is wanted; the rest may be whatever it is', () => {
    expect(read('b{c="\na 1\n{"b"} x', (name) => name === 'a')).toEqual([['a', {}, 1]]);
  });

  it.each([
    ['no value', 'a', 1, 'is no number'],
    ['a value that is none', 'b 1\na{c="d"} one', 2, '"one" is no number'],
    ['a number of another language', 'a 0x10', 1, 'is no number'],
    ['a number without end', `a ${'1'.repeat(1_000_000)}x`, 1, 'is no number'],
    ['a word of the language that reads it', 'a constructor', 1, 'is no number'],
    ['an open quote', 'a{b="c', 1, 'a quote is not closed'],
    ['a label without quotes', 'a{b=c} 1', 1, 'no quoted value'],
    ['labels without commas', 'a{b="c" d="e"} 1', 1, 'not divided by commas'],
    ['no name', '{} 1', 1, 'there is no name'],
  ])('is refused with %s, and says which line it is', (_, text, line, why) => {
    const reading = (): unknown => read(text);
    expect(reading).toThrow(UnreadableLine);
    expect(reading).toThrow(`line ${line}: `);
    expect(reading).toThrow(why);
  });

  it('is read or refused, and nothing else, whatever it is', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'a{}=",\\ 1.#\n') });
    fc.assert(
      fc.property(noise, (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableLine);
        }
      }),
    );
  });
});
