import fc from 'fast-check';
import { growthOfCounts, Totals, type SeriesTotals } from '../index.js';

const counted = (totals: Readonly<Record<string, readonly number[]>>): SeriesTotals =>
  new Map(Object.entries(totals));

describe('totals that only grow', () => {
  it('are told as what they grew by', () => {
    const totals = new Totals(growthOfCounts);
    expect(totals.grown({ run: 'a', counted: counted({ ok: [10, 3] }) })).toBeNull();
    expect(totals.grown({ run: 'a', counted: counted({ ok: [12, 3] }) })).toEqual(counted({ ok: [2, 0] }));
  });

  it.each<[string, string | null, readonly number[], readonly number[]]>([
    ['another run that has counted less', 'b', [4], [4]],
    ['another run that has already counted more', 'b', [400], [400]],
    ['a smaller total, where runs are not known', 'a', [4], [4]],
    ['other buckets', 'a', [11, 1], [11, 1]],
  ])('begin at nothing after a restart: %s', (_, run, now, grown) => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: 'a', counted: counted({ ok: [10] }) });
    expect(totals.grown({ run, counted: counted({ ok: now }) })).toEqual(counted({ ok: grown }));
  });

  it('count what a series has that was not there before', () => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: null, counted: counted({ ok: [10] }) });
    expect(totals.grown({ run: null, counted: counted({ ok: [10], failed: [1] }) })).toEqual(
      counted({ ok: [0], failed: [1] }),
    );
  });

  it('are not begun again where the run is not known for a moment, or a series is silent for one', () => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: 'a', counted: counted({ ok: [1_000_000], failed: [5] }) });
    expect(totals.grown({ run: null, counted: counted({ ok: [1_000_005] }) })).toEqual(counted({ ok: [5] }));
    expect(totals.grown({ run: 'a', counted: counted({ ok: [1_000_010], failed: [6] }) })).toEqual(
      counted({ ok: [5], failed: [1] }),
    );
  });

  it('add up to everything since the first reading, whatever restarts there were', () => {
    const step = fc.record({ more: fc.nat(100), isRestart: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const totals = new Totals(growthOfCounts);
        totals.grown({ run: '0', counted: counted({ ok: [7] }) });
        let [total, run, told] = [7, 0, 0];
        for (const { more, isRestart } of steps) {
          if (isRestart) [total, run] = [0, run + 1];
          total += more;
          told +=
            totals.grown({ run: String(run), counted: counted({ ok: [total] }) })?.get('ok')?.[0] ?? NaN;
        }
        expect(told).toBe(steps.reduce((sum, { more }) => sum + more, 0));
      }),
    );
  });

  it('begin anew after they were forgotten', () => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: null, counted: counted({ ok: [10] }) });
    totals.forget();
    expect(totals.grown({ run: null, counted: counted({ ok: [12] }) })).toBeNull();
  });

  it('begin anew after they were forgotten, though another run began in the meantime', () => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: 'a', counted: counted({ ok: [10] }) });
    totals.forget();
    expect(totals.grown({ run: 'b', counted: counted({ ok: [500] }) })).toBeNull();
  });

  it.each<[string, string | null]>([
    ['as the run before', 'a'],
    ['as no run', null],
  ])('are counted once where another run is known late, and is first taken %s', (_, first) => {
    const totals = new Totals(growthOfCounts);
    totals.grown({ run: 'a', counted: counted({ ok: [1_000], failed: [3] }) });
    const readings = [
      { run: first, counted: counted({ ok: [40], failed: [3] }) },
      { run: 'b', counted: counted({ ok: [100], failed: [4] }) },
      { run: 'b', counted: counted({ ok: [150], failed: [4] }) },
    ];
    const grown = readings.map((reading) => totals.grown(reading)?.get('ok')?.[0]);
    expect(grown).toEqual([40, 60, 50]);
    expect(totals.grown({ run: 'c', counted: counted({ ok: [200] }) })?.get('ok')).toEqual([200]);
  });

  it('are of whatever kind somebody can tell the growth of', () => {
    const words = new Totals<string>((before, now) =>
      now.startsWith(before) ? now.slice(before.length) : null,
    );
    const read = (word: string): unknown =>
      words.grown({ run: null, counted: new Map([['a', word]]) })?.get('a');
    expect([read('ab'), read('abc'), read('x')]).toEqual([undefined, 'c', 'x']);
  });
});
