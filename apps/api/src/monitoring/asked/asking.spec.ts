import { matchersIn } from './matchers.js';
import { expand, placeholdersIn, type AskedCohort } from './placeholders.js';
import { valueOf } from './value-of.js';

const LABELS = { bin: 'job', node: 'instance', version: 'version', environment: 'env' };
const COHORT: AskedCohort = {
  nodeNames: ['node-1', 'a.b.example'],
  version: { name: '1.2.3', isNot: false },
  bin: 'shop',
  environment: 'production',
  windowSeconds: 60,
};

describe('a query of a check', () => {
  it.each([
    ['rate(x{ {{nodes}} }[1m])', 'rate(x{ instance=~"(?:node-1|a\\\\.b\\\\.example)(?::[0-9]+)?" }[1m])'],
    ['x{ {{version}} }', 'x{ version="1.2.3" }'],
    ['x{ {{ bin }},{{environment}} }', 'x{ job="shop",env="production" }'],
    ['rate(x[{{window}}])', 'rate(x[60s])'],
    ['x{a="{{other}}"}', 'x{a="{{other}}"}'],
    ['x{a="{1}"}', 'x{a="{1}"}'],
  ])('%s is asked as %s', (query, asked) => {
    expect(expand(query, COHORT, LABELS)).toBe(asked);
  });

  it('asks for the others by what they do not run', () => {
    const others = { ...COHORT, version: { name: 'a"b\\', isNot: true } };
    expect(expand('x{ {{version}} }', others, LABELS)).toBe('x{ version!="a\\"b\\\\" }');
  });

  it('says what it names', () => {
    expect(placeholdersIn('x{ {{nodes}}, {{ magic }} }[{{window}}]')).toEqual(['nodes', 'magic', 'window']);
  });

  it.each([
    [[1.5], 1.5],
    [[0], 0],
    [[], null],
    [[1, 2], null],
    [[Number.NaN], null],
    [[Number.POSITIVE_INFINITY], null],
    [[null], null],
  ])('that comes to %j is worth %j', (values, value) => {
    const samples = values.map((each) => ({ labels: {}, at: 0, value: each, buckets: null }));
    const found = valueOf(samples);
    expect(found.value).toBe(value);
    expect(found.note === null).toBe(value !== null);
  });
});

describe('matchers of alerts', () => {
  it.each([
    ['service="shop"', ['service="shop"']],
    [' a = "b" , c=~"d|e,f" ', ['a="b"', 'c=~"d|e,f"']],
    ['a="b\\"c",d!="",e!~"x"', ['a="b\\"c"', 'd!=""', 'e!~"x"']],
    ['', []],
    ['service=shop', null],
    ['a="b" c="d"', null],
    ['a="b",', null],
    ['a="b', null],
    ['1a="b"', null],
  ])('%s', (text, matchers) => {
    expect(matchersIn(text)).toEqual(matchers);
  });
});
