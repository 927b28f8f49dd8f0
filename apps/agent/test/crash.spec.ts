import { FAULT_POINTS } from '../src/state/fault-point.js';
import { crashAt, CRASH_SCENARIOS, traceSteps } from './crash-sweep.js';
import type { CrashPoint, CrashScenario } from './crash-sweep.js';

/** The most delicate steps are always cut; the others in turn, a different handful each day. */
const ALWAYS = new Set(['swap.rename', 'swap.remove', 'unpack.rename', 'link.rename', 'service.start']);
const SAMPLE = 3;

function choose(points: readonly CrashPoint[], day: number): readonly CrashPoint[] {
  const others = points.filter(({ name }) => !ALWAYS.has(name));
  const stride = Math.max(1, Math.floor(others.length / SAMPLE));
  const sample = Array.from({ length: SAMPLE }, (_, turn) => others[(day + turn * stride) % others.length]);
  return [...points.filter(({ name }) => ALWAYS.has(name)), ...sample.flatMap((point) => point ?? [])];
}

jest.setTimeout(60_000);

describe('F18 the agent is killed inside an update', () => {
  const day = Math.floor(Date.now() / 86_400_000);
  const passed = new Set<string>();

  it.each(CRASH_SCENARIOS)(
    'F18 %s: the live file is whole, the program runs, the next start converges',
    async (scenario: CrashScenario) => {
      const points = await traceSteps(scenario);
      for (const { name } of points) passed.add(name);
      for (const point of choose(points, day)) {
        const wrong = await crashAt(scenario, point);
        expect({ scenario, point, wrong }).toEqual({ scenario, point, wrong: [] });
      }
    },
    120_000,
  );

  it('F18 every step that has a name is passed by some scenario', () => {
    const unseen = FAULT_POINTS.filter((name) => !passed.has(name));
    expect(unseen).toEqual([]);
  });
});
