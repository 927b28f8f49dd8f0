import type { Clock } from '../clock.js';
import { TrialWatch } from './trial-watch.js';
import type { TrialOutcome } from './trial-watch.js';

const PROVE_SECONDS = 10;
const WATCH_SECONDS = 5;

/** Sleeping is all that takes time. */
class Time implements Clock {
  private milliseconds = 0;

  constructor(private readonly endsAt: number) {}

  readonly ending = new AbortController();

  now(): number {
    return this.milliseconds;
  }

  monotonic(): number {
    return this.milliseconds;
  }

  sleep(milliseconds: number): Promise<void> {
    this.milliseconds += milliseconds;
    if (this.milliseconds >= this.endsAt * 1_000) this.ending.abort();
    return Promise.resolve();
  }
}

interface World {
  /** Seconds after which the new agent has talked with the console. */
  readonly provenAfter?: number;
  /** Whether the old one reaches the console, by the second. */
  readonly isReachable: (second: number) => boolean;
  /** Second in which the new agent ends. */
  readonly endsAt?: number;
}

async function watch(world: World): Promise<TrialOutcome & { second: number; forgotten: number }> {
  const { provenAfter = Infinity, isReachable, endsAt = 10_000 } = world;
  const time = new Time(endsAt);
  const second = (): number => time.monotonic() / 1_000;
  let forgotten = 0;
  const watch_ = new TrialWatch(
    { proveSeconds: PROVE_SECONDS, watchSeconds: WATCH_SECONDS },
    {
      clock: time,
      isProven: () => second() >= provenAfter,
      isReachable: () => Promise.resolve(isReachable(second())),
      forgetStarts: () => (forgotten += 1),
    },
  );
  return { ...(await watch_.run(time.ending.signal)), second: Math.round(second()), forgotten };
}

describe('a new agent on trial', () => {
  it('passes when it goes on running for a while after its first talk', async () => {
    expect(await watch({ provenAfter: 3, isReachable: () => true })).toMatchObject({
      kind: 'passed',
      second: 3 + WATCH_SECONDS,
    });
  });

  it('fails when it had no talk in a span at both ends of which the old one reached the console', async () => {
    expect(await watch({ isReachable: () => true })).toMatchObject({
      kind: 'failed',
      second: PROVE_SECONDS,
      failure: { code: 'AGENT_NOT_TALKING' },
    });
  });

  it('is given a whole span after the console came back', async () => {
    const back = 3_605;
    const outcome = await watch({ isReachable: (second) => second >= back });
    expect(outcome).toMatchObject({ kind: 'failed', second: 3_620 });
    const passes = { provenAfter: 3_617, isReachable: (second: number): boolean => second >= back };
    expect(await watch(passes)).toMatchObject({ kind: 'passed' });
  });

  it('is not judged for as long as there is no console, and its starts are forgotten as long as it stays up', async () => {
    const outcome = await watch({ isReachable: () => false, endsAt: 7_200 });
    expect(outcome).toMatchObject({ kind: 'open', second: 7_200 });
    expect(outcome.forgotten).toBeGreaterThan(600);
  });

  it('keeps the count of starts of one that does not stay up', async () => {
    expect(await watch({ isReachable: () => false, endsAt: 4 })).toMatchObject({
      kind: 'open',
      forgotten: 0,
    });
  });

  it('has not passed when it ends soon after its first talk', async () => {
    expect(await watch({ provenAfter: 1, isReachable: () => true, endsAt: 4 })).toMatchObject({
      kind: 'open',
    });
  });

  it('does not wait for the old one to answer when the new agent ends meanwhile', async () => {
    const ending = new AbortController();
    const watch_ = new TrialWatch(
      { proveSeconds: PROVE_SECONDS, watchSeconds: WATCH_SECONDS },
      {
        clock: new Time(Infinity),
        isProven: () => false,
        isReachable: (signal) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve(false))),
        forgetStarts: () => undefined,
      },
    );
    const outcome = watch_.run(ending.signal);
    ending.abort();
    expect(await outcome).toEqual({ kind: 'open' });
  });
});
