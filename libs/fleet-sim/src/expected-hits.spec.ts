import { expectedHits, tooRare } from './expected-hits.js';

const PER_100K = 100;
const MILLION = 1_000_000;
/** Everything was seen exactly as often as a million schedules have to see it, but what is said otherwise. */
const coverage = (others: Readonly<Record<string, number>> = {}): ReadonlyMap<string, number> =>
  new Map([...expectedHits().map((name) => [name, 1_000] as const), ...Object.entries(others)]);

describe('what a large run must have seen', () => {
  it('is enough where everything was seen often enough', () => {
    expect(tooRare(coverage(), MILLION, PER_100K)).toEqual([]);
  });

  it.each(expectedHits())('names %s when it alone was seen once too rarely', (name) => {
    expect(tooRare(coverage({ [name]: 999 }), MILLION, PER_100K)).toEqual([{ name, times: 999 }]);
  });

  it('names what was never seen at all', () => {
    expect(tooRare(new Map(), MILLION, PER_100K)).toEqual(expectedHits().map((name) => ({ name, times: 0 })));
  });

  it('demands more of a run that is longer, and nothing of one that is too short to say', () => {
    expect(tooRare(coverage(), 2 * MILLION, PER_100K)).toHaveLength(expectedHits().length);
    expect(tooRare(new Map(), 99_999, PER_100K)).toEqual([]);
    expect(tooRare(new Map(), 100_000, PER_100K)).toHaveLength(expectedHits().length);
  });

  it('expects nothing twice, every fault, and each end of a release and of a node', () => {
    const names = expectedHits();
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['fault:network', 'pause:network', 'back:failures']));
  });
});
