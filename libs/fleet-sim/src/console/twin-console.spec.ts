import { Coverage } from '../coverage.js';
import { memoryConsoleFor, runTwins } from '../run-schedule.js';
import { drawScenario } from '../world/draw-scenario.js';
import type { Answer, Console, StoredState } from './console.js';

const SEEDS = [1, 2, 3];

/** What is found on consoles that are like the one in memory, but for what is changed on the way. */
async function foundWith(
  change: (answer: Answer) => Answer,
  changeEnd: (state: StoredState) => StoredState = (state) => state,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const seed of SEEDS) {
    const scenario = drawScenario(seed, 5);
    const memory = memoryConsoleFor(scenario);
    const console: Console = {
      perform: (call, now) => change(memory.perform(call, now)),
      state: () => changeEnd(memory.state()),
    };
    const { violations } = await runTwins(console, scenario, new Coverage());
    found.push(...violations.map(({ rule }) => rule));
  }
  return found;
}

describe('two consoles that are asked the same', () => {
  it('are the same when they are', async () => {
    expect(await foundWith((answer) => answer)).toEqual([]);
  });

  it.each<[string, (answer: Answer) => Answer]>([
    ['a refusal', (answer) => ({ ...answer, refusal: answer.refusal === null ? null : 'ANOTHER' })],
    ['a wish', (answer) => ({ ...answer, wishes: answer.wishes.slice(1) })],
    ['a write', (answer) => ({ ...answer, writes: answer.writes.slice(1) })],
    ['a line of the history', (answer) => ({ ...answer, history: answer.history.slice(1) })],
    [
      'a target',
      (answer) => ({
        ...answer,
        releases: answer.releases.map((view) => ({ ...view, targets: view.targets.slice(1) })),
      }),
    ],
  ])('differ by %s', async (_, change) => {
    expect(await foundWith(change)).toContain('twins');
  });

  it('differ by what is stored in the end', async () => {
    const found = await foundWith(
      (answer) => answer,
      ({ releases, desired }) => ({ releases, desired: desired.slice(1) }),
    );
    expect(found).toContain('twins');
  });
});
