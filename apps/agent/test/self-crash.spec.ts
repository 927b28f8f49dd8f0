import { sha256Of } from './fake-console.js';
import { Scene } from './self-scene.js';
import { until } from './test-host.js';

const isWhole = process.env['WHOLE_RUN'] === '1';
const SAMPLE = 1;
/** Each crash has a host of its own, and mostly waits. */
const AT_ONCE = 4;

/** Whose steps are cut, in an exchange that ends well or with the old one put back. */
const STORIES = [
  { who: 'old', isGood: true },
  { who: 'next', isGood: true },
  { who: 'launcher', isGood: false },
] as const;
type Story = (typeof STORIES)[number];

/** One exchange of the agent to its end; returns the steps that were gone through and what is wrong in the end. */
async function tell(
  { who, isGood }: Story,
  fault: string | null,
): Promise<{ steps: readonly string[]; wrong: readonly string[] }> {
  const scene = new Scene();
  const { host } = scene;
  const wrong: string[] = [];
  let steps: readonly string[] = [];
  await scene.play(async () => {
    // A launcher is cut from its first step on; of the old agent what it does for the exchange is worth a crash.
    if (fault !== null) host.failAt(who, fault);
    await scene.started();
    const before = isGood ? '' : `if (process.argv[2] === 'run') process.exit(1);`;
    const content = host.bundle('next', { hasFaults: true, before });
    scene.want(content);
    const phase = isGood ? 'active' : 'failed';
    await scene.settled(1, phase).catch(() => wrong.push(`not ${phase}: ${JSON.stringify(scene.seen())}`));
    const end = isGood ? sha256Of(content) : scene.old;
    await until('the right one runs', () => scene.seen()?.sha256 === end, 20).catch(() =>
      wrong.push('the other one runs'),
    );
    if (host.liveSelf() !== end) wrong.push('the other one lies on the live path');
    steps = host.trace(who);
  });
  return { steps, wrong };
}

function choose(steps: readonly string[], day: number): readonly string[] {
  const points = steps.flatMap((step) => {
    const [index = '', name = ''] = step.split(' ');
    return ['before', 'after'].map((side) => ({ name, at: `${index}:${side}` }));
  });
  if (isWhole) return points.map(({ at }) => at);
  const always = points.filter(({ name }) => name === 'swap.rename');
  const others = points.filter(({ name }) => name !== 'swap.rename');
  const stride = Math.max(1, Math.floor(others.length / SAMPLE));
  const sample = Array.from({ length: SAMPLE }, (_, turn) => others[(day + turn * stride) % others.length]);
  return [...always, ...sample.flatMap((point) => point ?? [])].map(({ at }) => at);
}

jest.setTimeout(isWhole ? 1_200_000 : 120_000);

it('F18 whoever is killed while the agent is exchanged: it ends as the whole new one or as the whole old one', async () => {
  const day = Math.floor(Date.now() / 86_400_000);
  const traced = await Promise.all(STORIES.map(async (story) => ({ story, ...(await tell(story, null)) })));
  expect(traced.map(({ wrong }) => wrong)).toEqual([[], [], []]);
  const chosen = traced.flatMap(({ story, steps }) => choose(steps, day).map((at) => ({ story, at })));
  expect(chosen.length).toBeGreaterThan(STORIES.length * SAMPLE);
  const crash = async (): Promise<void> => {
    for (let next = chosen.shift(); next !== undefined; next = chosen.shift()) {
      const { wrong } = await tell(next.story, next.at);
      expect({ ...next, wrong }).toEqual({ ...next, wrong: [] });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, crash));
});
