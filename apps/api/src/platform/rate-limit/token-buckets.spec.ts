import fc from 'fast-check';
import { TokenBuckets } from './token-buckets.js';

/** The rate of nodes as it is set by default. */
const NODES = { perSecond: 50, burst: 3_000 };
const RESTART_MS = 1_000;

describe('token buckets', () => {
  it('never refuse ten thousand honest nodes that restart together, while one that loops is refused', () => {
    const buckets = new TokenBuckets(NODES);
    let refusedHonest = 0;
    let refusedHostile = 0;
    let hostileCalls = 0;
    for (let minute = 0; minute < 3; minute += 1) {
      for (let node = 0; node < 10_000; node += 1) {
        // All in one second, 1 + 3 calls for each of up to 12 bins, and the call that starts the agent.
        for (let call = 0; call < 2 + 3 * (node % 13); call += 1)
          if (buckets.take(`node-${node}`, minute * 60_000 + ((call * 7 + node) % RESTART_MS)) > 0)
            refusedHonest += 1;
      }
      for (let call = 0; call < 20_000; call += 1) {
        hostileCalls += 1;
        if (buckets.take('hostile', minute * 60_000 + call * 3) > 0) refusedHostile += 1;
      }
    }
    expect(refusedHonest).toBe(0);
    expect(refusedHostile / hostileCalls).toBeGreaterThan(0.7);
    expect(hostileCalls - refusedHostile).toBeLessThanOrEqual(NODES.burst + NODES.perSecond * 180);
  });

  it('never refuse a seed agent of 500 bins that calls each minute', () => {
    const buckets = new TokenBuckets(NODES);
    let refused = 0;
    for (let minute = 0; minute < 60; minute += 1)
      for (let call = 0; call < 1 + 3 * 500; call += 1)
        if (buckets.take('node', minute * 60_000 + Math.floor(call / 50)) > 0) refused += 1;
    expect(refused).toBe(0);
  });

  it('let through at most burst + rate × time, and each who waits as long as was said', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (waits, perSecond, burst) => {
          const buckets = new TokenBuckets({ perSecond, burst });
          let now = 1_000_000;
          let taken = 0;
          for (const wait of waits) {
            now += wait;
            const missing = buckets.take('one', now);
            if (missing === 0) taken += 1;
            else {
              now += missing;
              expect(buckets.take('one', now)).toBe(0);
              taken += 1;
            }
            expect(taken).toBeLessThanOrEqual(burst + ((now - 1_000_000) * perSecond) / 1_000 + 1e-3);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('of others are not touched', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 2 });
    expect([0, 0, 0].map((now) => buckets.take('a', now) > 0)).toEqual([false, false, true]);
    expect(buckets.take('b', 0)).toBe(0);
  });

  it('are bounded: whoever has rested is forgotten first', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 2 }, 100);
    for (let at = 0; at < 90; at += 1) buckets.take(`rested-${at}`, 0);
    for (let call = 0; call < 3; call += 1) buckets.take('busy', 5_000);
    for (let at = 0; at < 1_000; at += 1) buckets.take(`new-${at}`, 5_000);
    expect(buckets.size).toBeLessThanOrEqual(100);
  });
});
