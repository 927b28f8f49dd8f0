import { ExplicitHistogram, ExponentialHistogram } from '@release-console/metrics-core';

import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import { MeasuredBin } from './measured-bin.js';
import type { ProgramRequests } from './program-requests.js';
import { TestClock } from './test-clock.fixtures.js';

type Since = ProgramRequests['since'];

const signal = new AbortController().signal;
const digest = (letter: string): string => letter.repeat(64);

const seen = (pid: number, sha256: string, slot: string | null = null): RunningIn => ({
  sha256,
  source: 'process',
  process: { pid, startTicks: '1' },
  isCertain: true,
  slot,
});

const counts =
  (requests: number): Since =>
  (run) => {
    run();
    return Promise.resolve({ requests, errors: 0, latencies: [], exponential: null });
  };

function aBin(requests: Readonly<Record<string, Since>>, running: () => RunningIn): MeasuredBin {
  const places = Object.entries(requests).map(([slot, since]) => [slot || null, { since }] as const);
  return new MeasuredBin({ name: 'web', requests: new Map(places), running, clock: new TestClock() });
}

describe('what a bin did in a window', () => {
  it('is told with all that its program counted', async () => {
    const exponential = new ExponentialHistogram();
    exponential.add(0.5);
    const latencies = [ExplicitHistogram.of({ bounds: [1], counts: [2, 3] })];
    const since: Since = () => Promise.resolve({ requests: 6, errors: 1, latencies, exponential });
    expect(await aBin({ '': since }, () => seen(1, digest('a'))).measure(false, signal)).toEqual({
      bin: 'web',
      sha256: digest('a'),
      program: expect.objectContaining({ cpus: null }),
      requests: {
        count: 6,
        errors: 1,
        explicit: [{ bounds: [1], counts: [2, 3] }],
        exponential: exponential.data(),
      },
    });
  });

  it('is only what its process did where nobody says where to ask', async () => {
    const bin = aBin({}, () => seen(process.pid, digest('a')));
    expect(Object.keys(await bin.measure(false, signal))).toEqual(['bin', 'sha256', 'program']);
    expect(await aBin({}, () => NOTHING_SEEN).measure(false, signal)).toEqual({ bin: 'web', sha256: null });
  });

  it('belongs to nobody when another program may have answered', async () => {
    let now = seen(1, digest('a'));
    const runs: (string | null)[] = [];
    const since: Since = async (run) => {
      runs.push(run());
      now = seen(2, digest('b'));
      runs.push(run());
      return counts(3)(run);
    };
    const measured = await aBin({ '': since }, () => now).measure(false, signal);
    expect(measured).toEqual({ bin: 'web', sha256: null, requests: { count: 3, errors: 0, explicit: [] } });
    expect(runs).toEqual(['1 1', null]);
  });

  it('is asked of the place that gets the traffic, and begins anew in the other one', async () => {
    let slot = 'a';
    const running = (): RunningIn => seen(slot === 'a' ? 1 : 2, digest(slot), slot);
    const bin = aBin({ a: counts(1), b: counts(2) }, running);
    const told = async (): Promise<unknown> => {
      const { sha256, requests } = await bin.measure(false, signal);
      return [sha256?.[0], requests?.count];
    };
    expect([await told(), await told()]).toEqual([
      ['a', 1],
      ['a', 1],
    ]);
    slot = 'b';
    expect([await told(), await told()]).toEqual([
      ['b', undefined],
      ['b', 2],
    ]);
    slot = 'a';
    expect(await told()).toEqual(['a', undefined]);
  });

  it('is not asked of either place while nobody knows which of them gets the traffic', async () => {
    const bin = aBin({ a: counts(1), b: counts(2) }, () => NOTHING_SEEN);
    expect(await bin.measure(false, signal)).toEqual({ bin: 'web', sha256: null });
  });
});
