import { FAULT_POINTS } from '../src/state/fault-point.js';
import { crashAt, CRASH_SCENARIOS, traceSteps } from './crash-sweep.js';
import type { CrashPoint, CrashScenario } from './crash-sweep.js';

const isWhole = process.env['WHOLE_RUN'] === '1';

/** The most delicate steps are cut once a week; the others in turn, one each day, or all in a whole run. */
const DELICATE = new Set([
  'swap.rename',
  'swap.remove',
  'unpack.rename',
  'link.rename',
  'service.start',
  'slot.switch',
  'slot.retire',
]);
const SAMPLE = 1;
const DELICATE_CYCLE = 7;
/** Each crash has a host of its own, and mostly waits. */
const AT_ONCE = 4;

function choose(points: readonly CrashPoint[], day: number, isTheirDay: boolean): readonly CrashPoint[] {
  if (isWhole) return points;
  const others = points.filter(({ name }) => !DELICATE.has(name));
  const stride = Math.max(1, Math.floor(others.length / SAMPLE));
  const sample = Array.from({ length: SAMPLE }, (_, turn) => others[(day + turn * stride) % others.length]);
  const delicate = points.filter(({ name }) => isTheirDay && DELICATE.has(name));
  return [...delicate, ...sample.flatMap((point) => point ?? [])];
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
      const isTheirDay = (CRASH_SCENARIOS.indexOf(scenario) + day) % DELICATE_CYCLE === 0;
      const chosen = [...choose(points, day, isTheirDay)];
      const crashChosen = async (): Promise<void> => {
        for (let point = chosen.shift(); point; point = chosen.shift()) {
          const wrong = await crashAt(scenario, point);
          expect({ scenario, point, wrong }).toEqual({ scenario, point, wrong: [] });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, crashChosen));
    },
    600_000,
  );

  it('F18 every step that has a name is passed by some scenario', () => {
    const unseen = FAULT_POINTS.filter((name) => !passed.has(name));
    expect(unseen).toEqual([]);
  });
});
