import type { Page, Route } from '@playwright/test';
import { ADMIN, expect, signIn, test, type World } from './support/world';

const POINTS = 300;
const STEP_SECONDS = 10;
const TICKS = 6;
/** Of the work of one redraw, what the page may do in one go, so that a click is answered in between: 0.11 in turn, 0.2 at once. */
const MOST_SHARE = 0.15;

const isoAt = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Both cohorts in every step, with values of their own for each moment. */
function seriesUntil(end: number, releaseId: string): object {
  const from = end - POINTS * STEP_SECONDS;
  const pointsOf = (worse: number) =>
    Array.from({ length: POINTS }, (_, place) => {
      const at = from + place * STEP_SECONDS;
      const wave = 1 + Math.sin(at / 170) / 4 + ((at * 7_919) % 31) / 200;
      return {
        ...{ at: isoAt(at), programs: 4, requestRate: 900 * wave, errorRate: 0.004 * wave * worse },
        ...{ latencyP50: 12 * wave, latencyP95: 75 * wave * worse, latencyP99: 240 * wave * worse },
        ...{ cpus: 0.5 * wave, memoryBytes: 2e8 * wave * worse, mostMemoryBytes: 3e8 * wave },
      };
    });
  const mark = (place: number) => ({
    ...{ at: isoAt(from + place * 70), releaseId, releaseNumber: 2, seq: place, type: 'step.completed' },
    ...{ en: `#2 step ${place} done`, zh: `#2 步骤 ${place} 完成` },
  });
  return {
    ...{ from: isoAt(from), to: isoAt(end), asOf: isoAt(end), stepSeconds: STEP_SECONDS, host: [] },
    groups: [
      { key: { cohort: 'baseline' }, points: pointsOf(1) },
      { key: { cohort: 'canary' }, points: pointsOf(1.3) },
    ],
    marks: Array.from({ length: 40 }, (_, place) => mark(place)),
    spans: Array.from({ length: 20 }, (_, place) => ({
      ...{ kind: place % 2 === 0 ? 'analysis' : 'paused', step: place, comparedWith: 'others' },
      ...{ from: isoAt(from + place * 150), to: isoAt(from + place * 150 + 120) },
    })),
  };
}

const CHECKS = [
  { kind: 'errors_limit', max: 0.006, isShadow: false },
  ...[50, 95, 99].map((percentile) => ({ kind: 'latency_limit', percentile, max: 0.4, isShadow: false })),
  { kind: 'memory', minIncrease: 0.5, isShadow: true },
];

const verdict = (canary: number): object => ({
  ...{ step: 1, verdict: 'running', elapsedSeconds: 60, at: null, why: { en: 'So far.', zh: '目前。' } },
  checks: CHECKS.map((check) => ({
    ...{ check, isShadow: check.isShadow, state: 'good', text: { en: 'Good.', zh: '正常。' }, canary },
    ...{ baseline: canary, canaryRequests: 9_000, baselineRequests: 9_000, pValue: 1, dispersion: 1 },
    ...{ usualTimes: 1, missing: null, requestsNeeded: null, secondsLeft: null },
  })),
});

/** A release that is judged for an hour, told anew with each question. */
async function answerWithMuch(page: Page, releaseId: string): Promise<void> {
  let asked = 0;
  const answer = (route: Route, body: object) => route.fulfill({ json: body });
  await page.route(/\/monitoring\/timeseries/, (route) => {
    asked += 1;
    const now = Math.floor(Date.now() / 1_000 / STEP_SECONDS) * STEP_SECONDS;
    return answer(route, seriesUntil(now + asked * STEP_SECONDS, releaseId));
  });
  await page.route(/\/analysis$/, (route) =>
    answer(route, { plan: CHECKS, current: verdict(0.1 + asked / 1_000), history: [] }),
  );
  await page.route(new RegExp(`/releases/${releaseId}$`), async (route) => {
    if (route.request().resourceType() === 'document') return route.continue();
    const release = (await (await route.fetch()).json()) as { plan: object };
    return answer(route, { ...release, plan: { ...release.plan, checks: CHECKS } });
  });
}

interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Processor time in microseconds: how long it takes by the clock depends on what else this computer does. */
  readonly tdur?: number;
}

/** Processor time, in milliseconds, of all that the page did in one go each time, while something went on. */
async function tasksOf(page: Page, meanwhile: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await meanwhile();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const main = traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(({ tid }) => tid);
  const tasks = traceEvents.filter(({ name, tid }) => name === 'RunTask' && main.includes(tid));
  return tasks.map(({ tdur = 0 }) => tdur / 1_000);
}

async function aDoneRelease(world: World): Promise<string> {
  const fleet = await world.fleet(1);
  return world.bring(fleet, '1.0');
}

test(
  'new figures in all panels of a release hold nobody up @desktop',
  { tag: '@half-b' },
  async ({ page, world }) => {
    const id = await aDoneRelease(world);
    await signIn(page, world, ADMIN);
    await answerWithMuch(page, id);
    await page.setViewportSize({ width: 1_440, height: 1_600 });
    await page.goto(`${world.url}/releases/${id}?former=shown`);
    const panels = page.locator('#metrics section');
    await expect(panels.locator('.recharts-line')).toHaveCount(7 * 2 + 1);
    await expect(panels.locator('[data-limit]')).toHaveCount(5);
    await expect(panels.first().locator('[data-span]')).toHaveCount(20);
    const readout = page.locator('[data-readout]').getByRole('columnheader').first();
    const tick = async (): Promise<void> => {
      const before = await readout.textContent();
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expect(readout).not.toHaveText(before ?? '');
      // As fast as panels are drawn one after the other.
      await page.waitForTimeout(500);
    };
    const tasks = await tasksOf(page, async () => {
      for (let count = 0; count < TICKS; count += 1) await tick();
    });
    const whole = tasks.reduce((sum, each) => sum + each, 0) / TICKS;
    // A collection of garbage may make one redraw longer, but not half of them.
    const longest = [...tasks].sort((a, b) => b - a)[TICKS / 2] ?? 0;
    expect(longest).toBeGreaterThan(0);
    expect(longest / whole).toBeLessThanOrEqual(MOST_SHARE);
  },
);
