import type { Clock } from '../clock.js';
import { AgentError } from '../errors.js';
import type { RunningProgram } from '../probes/running-program.js';
import { HostFiguresReader, ProgramFiguresReader } from './host-figures.js';
import { Measurer } from './measurer.js';
import type { MeasuredBin } from './measurer.js';
import type { ProgramRequests } from './program-requests.js';
import { ServerTime } from './server-time.js';

/** Sleeping is all that takes time. */
class Time implements Clock {
  readonly ending = new AbortController();
  readonly plans: { readonly at: number; readonly act: () => void }[] = [];

  constructor(
    public time: number,
    private readonly endsAt: number,
  ) {}

  now = (): number => this.time;
  monotonic = (): number => this.time;

  sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    for (const { act } of this.plans
      .splice(0)
      .filter((plan) => plan.at <= this.time || !this.plans.push(plan)))
      act();
    if (this.time >= this.endsAt) this.ending.abort();
    return Promise.resolve();
  }
}

const RUNNING: RunningProgram = {
  sha256: 'd'.repeat(64),
  source: 'process',
  process: { pid: process.pid, startTicks: '7' },
  isCertain: true,
};

type Counted = Awaited<ReturnType<ProgramRequests['since']>>;

function aBin(
  since: (run: () => string | null) => Promise<Counted>,
  running = RUNNING,
): Omit<MeasuredBin, 'figures'> {
  return { name: 'web', requests: { since } as unknown as ProgramRequests, running: () => running };
}

const tenRequests = (): Promise<Counted> =>
  Promise.resolve({ requests: 10, errors: 1, latencies: [], exponential: null });

async function measured(
  clock: Time,
  bin: Omit<MeasuredBin, 'figures'>,
  prepare: (time: ServerTime) => void = (time) => time.heard('2026-01-01T00:00:03Z'),
): Promise<{ readonly measurer: Measurer; readonly changes: number }> {
  let changes = 0;
  const time = new ServerTime(clock);
  prepare(time);
  const measurer = new Measurer({
    clock,
    time,
    host: new HostFiguresReader(clock, { last: () => null }, () => ''),
    bins: [{ ...bin, figures: new ProgramFiguresReader(clock) }],
    changed: () => (changes += 1),
  });
  await measurer.run(clock.ending.signal);
  return { measurer, changes };
}

const MIDNIGHT = Date.parse('2026-01-01T00:00:00Z') / 1_000;

describe('what a host measures', () => {
  it('is each window of the console’s clock, at its end', async () => {
    const { measurer, changes } = await measured(new Time(0, 18_000), aBin(tenRequests));
    expect(measurer.pending().map(({ at }) => at - MIDNIGHT)).toEqual([0, 10]);
    expect(measurer.pending()[0]?.bins).toEqual([
      {
        bin: 'web',
        sha256: RUNNING.sha256,
        requests: { count: 10, errors: 1, latencies: [] },
        program: expect.objectContaining({ memoryBytes: expect.any(Number) }),
      },
    ]);
    expect(changes).toBe(2);
  });

  it('waits until the console has told its time, whatever the host’s own clock says', async () => {
    const clock = new Time(5e12, 5e12 + 31_000);
    const { measurer } = await measured(clock, aBin(tenRequests), (time) =>
      clock.plans.push({ at: 5e12 + 10_000, act: () => time.heard('2026-01-01T00:00:00Z') }),
    );
    expect(measurer.pending().map(({ at }) => at - MIDNIGHT)).toEqual([0, 10]);
  });

  it('names the run of the program, so that another one begins at nothing', async () => {
    const runs: (string | null)[] = [];
    const since = (run: () => string | null): Promise<Counted> => {
      runs.push(run());
      return tenRequests();
    };
    await measured(new Time(0, 8_000), aBin(since));
    await measured(new Time(0, 8_000), aBin(since, { ...RUNNING, process: null }));
    expect(runs).toEqual([`${process.pid} 7`, null]);
  });

  it('says why requests are not known, or nothing while they are counted for the first time', async () => {
    const broken = (): Promise<Counted> =>
      Promise.reject(new AgentError('METRICS_REFUSED', 'it answered 503'));
    const { measurer } = await measured(new Time(0, 18_000), aBin(broken));
    expect(measurer.pending()[0]?.bins[0]).toMatchObject({
      trouble: { code: 'METRICS_REFUSED', message: 'it answered 503' },
    });
    const first = await measured(
      new Time(0, 18_000),
      aBin(() => Promise.resolve(null)),
    );
    const [bin] = first.measurer.pending()[0]?.bins ?? [];
    expect([bin?.requests, bin?.trouble]).toEqual([undefined, undefined]);
  });

  it('leaves out what was counted over more than one window', async () => {
    const clock = new Time(0, 60_000);
    let looks = 0;
    const slow = (): Promise<Counted> => {
      looks += 1;
      if (looks === 2) clock.time += 15_000;
      return tenRequests();
    };
    const { measurer } = await measured(clock, aBin(slow));
    expect(measurer.pending().map(({ at, bins }) => [at - MIDNIGHT, bins[0]?.requests?.count])).toEqual([
      [0, 10],
      [10, 10],
      [30, undefined],
      [40, 10],
      [50, 10],
    ]);
  });

  it('tells no window twice when the console’s clock is set back', async () => {
    const clock = new Time(0, 60_000);
    const { measurer } = await measured(clock, aBin(tenRequests), (time) => {
      time.heard('2026-01-01T00:00:00Z');
      clock.plans.push({ at: 20_000, act: () => time.heard('2026-01-01T00:00:05Z') });
    });
    const told = measurer.pending().map(({ at }) => at - MIDNIGHT);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.slice(0, 3)).toEqual([0, 10, 20]);
    // What was counted meanwhile is more than one window's.
    const counts = measurer.pending().map(({ bins }) => bins[0]?.requests?.count);
    expect(counts.filter((count) => count === undefined)).toHaveLength(1);
  });

  it('is kept until the console has it, but not for ever', async () => {
    const { measurer } = await measured(new Time(0, 1_200_000), aBin(tenRequests));
    const pending = measurer.pending();
    expect(pending).toHaveLength(90);
    measurer.acknowledge(pending.slice(0, 60));
    expect(measurer.pending()).toEqual(pending.slice(60));
  });
});
