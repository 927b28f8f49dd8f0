import fc from 'fast-check';
import { markDrift, NO_MARK, STEADY_MS, type DriftMark } from './drift.js';
import type { Observed } from './observed-merge.js';

const DESIRED = { generation: 3, sha256: 'good' };

function observed(sha256: string | null, generation = 3, phase: string | null = 'active'): Observed {
  const at = 0;
  return {
    running: {
      sha256,
      source: 'process',
      healthy: true,
      generation,
      order: 0,
      kept: [],
      reportedAt: at,
      since: at,
    },
    progress: phase === null ? null : { generation: 3, attempt: 1, rank: 1, seq: 1, phase, error: null, at },
  };
}

const REACHED: DriftMark = { convergedGeneration: 3, driftedSince: null };

describe('drift of one bin on one node', () => {
  it.each<[string, DriftMark, Observed, typeof DESIRED | { generation: number; sha256: null }, DriftMark]>([
    ['what is desired was reached', NO_MARK, observed('good'), DESIRED, REACHED],
    ['it runs so, but has not acted on it yet', NO_MARK, observed('good', 2), DESIRED, NO_MARK],
    ['it never was there', NO_MARK, observed('old'), DESIRED, NO_MARK],
    ['something else since', REACHED, observed('other'), DESIRED, { ...REACHED, driftedSince: 9 }],
    ['nothing since', REACHED, observed(null), DESIRED, { ...REACHED, driftedSince: 9 }],
    [
      'still something else',
      { ...REACHED, driftedSince: 4 },
      observed('other'),
      DESIRED,
      { ...REACHED, driftedSince: 4 },
    ],
    ['back again', { ...REACHED, driftedSince: 4 }, observed('good'), DESIRED, REACHED],
    ['an agent that puts the old one back', REACHED, observed('old', 3, 'reverting'), DESIRED, REACHED],
    ['an update that failed later', REACHED, observed('old', 3, 'failed'), DESIRED, REACHED],
    [
      'a newer wish that it has not met',
      REACHED,
      observed('good'),
      { generation: 4, sha256: 'new' },
      REACHED,
    ],
    [
      'nothing is desired any more',
      { ...REACHED, driftedSince: 4 },
      observed('other'),
      { generation: 4, sha256: null },
      REACHED,
    ],
  ])('%s', (_, before, said, desired, after) => {
    expect(markDrift(before, said, desired, 9)).toEqual(after);
  });

  it('F28: what flaps faster than once a minute never lasts long enough for a finding', () => {
    const steps = fc.array(fc.integer({ min: 1, max: STEADY_MS - 1 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(steps, (waits) => {
        let mark = REACHED;
        let now = 0;
        for (const [index, waitMs] of waits.entries()) {
          mark = markDrift(mark, observed(index % 2 === 0 ? 'other' : 'good'), DESIRED, now);
          now += waitMs;
          expect(now - (mark.driftedSince ?? now)).toBeLessThan(STEADY_MS);
        }
      }),
    );
  });
});
