import { AgentError } from '../errors.js';
import type { RunningIn } from '../probes/running-program.js';
import { HostFiguresReader } from './host-figures.js';
import { MeasuredBin } from './measured-bin.js';
import { Measurer } from './measurer.js';
import type { ProgramRequests } from './program-requests.js';
import { ServerTime } from './server-time.js';
import { TestClock } from './test-clock.fixtures.js';

const RUNNING: RunningIn = {
  sha256: 'd'.repeat(64),
  source: 'process',
  process: { pid: process.pid, startTicks: '7' },
  isCertain: true,
  slot: null,
};

type Counted = Awaited<ReturnType<ProgramRequests['since']>>;
type Since = ProgramRequests['since'];

const COUNTED: Counted = { requests: 10, errors: 1, latencies: [], exponential: null };
const tenRequests = (): Promise<Counted> => Promise.resolve(COUNTED);

async function measured(
  clock: TestClock,
  since: Since,
  prepare: (time: ServerTime) => void = (time) => time.heard('2026-01-01T00:00:03Z'),
  running: () => RunningIn = () => RUNNING,
): Promise<{ readonly measurer: Measurer; readonly changes: number }> {
  let changes = 0;
  const time = new ServerTime(clock);
  prepare(time);
  const requests = new Map([[null, { since }]]);
  const measurer = new Measurer({
    clock,
    time,
    host: new HostFiguresReader(clock, { last: () => null }, () => ''),
    bins: [new MeasuredBin({ name: 'web', requests, running, clock })],
    changed: () => (changes += 1),
  });
  await measurer.run(clock.ending.signal);
  return { measurer, changes };
}

const MIDNIGHT = Date.parse('2026-01-01T00:00:00Z') / 1_000;

describe('what a host measures', () => {
  it('is each window of the console’s clock, at its end', async () => {
    const { measurer, changes } = await measured(new TestClock(0, 18_000), tenRequests);
    expect(measurer.pending().map(({ at }) => at - MIDNIGHT)).toEqual([0, 10]);
    expect(measurer.pending()[0]?.bins).toEqual([
      {
        bin: 'web',
        sha256: RUNNING.sha256,
        requests: { count: 10, errors: 1, explicit: [] },
        program: expect.objectContaining({ memoryBytes: expect.any(Number) }),
      },
    ]);
    expect(changes).toBe(2);
  });

  it('waits until the console has told its time, whatever the host’s own clock says', async () => {
    const clock = new TestClock(5e12, 5e12 + 31_000);
    const { measurer } = await measured(clock, tenRequests, (time) =>
      clock.at(5e12 + 10_000, () => time.heard('2026-01-01T00:00:00Z')),
    );
    expect(measurer.pending().map(({ at }) => at - MIDNIGHT)).toEqual([0, 10]);
  });

  it('names the run of the program, so that another one begins at nothing', async () => {
    const runs: (string | null)[] = [];
    const since: Since = (run) => {
      runs.push(run());
      return tenRequests();
    };
    await measured(new TestClock(0, 8_000), since);
    await measured(new TestClock(0, 8_000), since, undefined, () => ({ ...RUNNING, process: null }));
    expect(runs).toEqual([`${process.pid} 7`, null]);
  });

  it('says why requests are not known, or nothing while they are counted for the first time', async () => {
    const broken = (): Promise<Counted> =>
      Promise.reject(new AgentError('METRICS_REFUSED', 'it answered 503'));
    const { measurer } = await measured(new TestClock(0, 18_000), broken);
    expect(measurer.pending()[0]?.bins[0]).toMatchObject({
      trouble: { code: 'METRICS_REFUSED', message: 'it answered 503' },
    });
    const first = await measured(new TestClock(0, 18_000), () => Promise.resolve(null));
    const [bin] = first.measurer.pending()[0]?.bins ?? [];
    expect([bin?.requests, bin?.trouble]).toEqual([undefined, undefined]);
  });

  it('leaves out what was counted over more than one window', async () => {
    const clock = new TestClock(0, 60_000);
    let looks = 0;
    const slow = (): Promise<Counted> => {
      looks += 1;
      if (looks === 2) clock.time += 15_000;
      return tenRequests();
    };
    const { measurer } = await measured(clock, slow);
    expect(measurer.pending().map(({ at, bins }) => [at - MIDNIGHT, bins[0]?.requests?.count])).toEqual([
      [0, 10],
      [10, 10],
      [30, undefined],
      [40, 10],
      [50, 10],
    ]);
  });

  it('minds no answer of the console that took a little longer', async () => {
    const clock = new TestClock(0, 60_000);
    const { measurer } = await measured(clock, tenRequests, (time) => {
      time.heard('2026-01-01T00:00:00Z');
      clock.at(20_000, () => time.heard('2026-01-01T00:00:19Z'));
      clock.at(40_000, () => time.heard('2026-01-01T00:00:40.5Z'));
    });
    const told = measurer.pending().map(({ at, bins }) => [at - MIDNIGHT, bins[0]?.requests?.count]);
    expect(told).toEqual([0, 10, 20, 30, 40, 50].map((at) => [at, 10]));
  });

  it('leaves out what was counted in less than a window, when the console’s clock is set forward', async () => {
    const clock = new TestClock(0, 40_000);
    const { measurer } = await measured(clock, tenRequests, (time) => {
      time.heard('2026-01-01T00:00:00Z');
      clock.at(20_000, () => time.heard('2026-01-01T00:00:26Z'));
    });
    expect(measurer.pending().map(({ at, bins }) => [at - MIDNIGHT, bins[0]?.requests?.count])).toEqual([
      [0, 10],
      [10, 10],
      [20, undefined],
      [30, 10],
    ]);
  });

  it('tells no window twice when the console’s clock is set back', async () => {
    const clock = new TestClock(0, 60_000);
    const { measurer } = await measured(clock, tenRequests, (time) => {
      time.heard('2026-01-01T00:00:00Z');
      clock.at(20_000, () => time.heard('2026-01-01T00:00:05Z'));
    });
    const told = measurer.pending().map(({ at }) => at - MIDNIGHT);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.slice(0, 3)).toEqual([0, 10, 20]);
    // What was counted meanwhile is more than one window's.
    const counts = measurer.pending().map(({ bins }) => bins[0]?.requests?.count);
    expect(counts.filter((count) => count === undefined)).toHaveLength(1);
  });

  it('begins anew when the console’s clock was far ahead', async () => {
    const clock = new TestClock(0, 60_000);
    const { measurer } = await measured(clock, tenRequests, (time) => {
      time.heard('2027-01-01T00:00:00Z');
      clock.at(25_000, () => time.heard('2026-01-01T00:00:05Z'));
    });
    expect(measurer.pending().map(({ at, bins }) => [at - MIDNIGHT, bins[0]?.requests?.count])).toEqual([
      [0, 10],
      [10, 10],
      [20, 10],
    ]);
  });

  it('is kept until the console has it, but not for ever', async () => {
    const { measurer } = await measured(new TestClock(0, 1_200_000), tenRequests);
    const pending = measurer.pending();
    expect(pending).toHaveLength(90);
    measurer.acknowledge(pending.slice(0, 60));
    expect(measurer.pending()).toEqual(pending.slice(60));
  });
});
