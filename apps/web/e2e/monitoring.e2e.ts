import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { keepTelling, MeasuredNode, type Doing } from './support/measured-nodes';
import { ADMIN, expect, signIn, test, type Fleet, type World } from './support/world';

const FAST: Doing = { version: '1.0', counts: [100, 0, 0, 0] };
const SLOW: Doing = { version: '2.0', counts: [0, 0, 20, 0], errors: 5 };
const SILENT: Doing = { version: '1.0', isTroubled: true };
const FIRST = 54;
/** Nobody told anything of these; they are over before the last minute that is shown begins. */
const GAP = { from: 40, to: 31 };

interface Told {
  readonly fleet: Fleet;
  readonly release: string;
  readonly slowNode: string;
  readonly stop: () => Promise<void>;
}

/** A release that one host follows; then two fast nodes of its version, a slow one of another, and one that can not be asked. */
async function tellFigures(world: World): Promise<Told> {
  const fleet = await world.fleet(1);
  await world.admin.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
  const release = await world.bring(fleet, '1.0');
  const join = (name: string): Promise<MeasuredNode> => MeasuredNode.join(world, fleet, name);
  const doings: readonly (readonly [MeasuredNode, Doing])[] = [
    [await join('fast-a'), FAST],
    [await join('fast-b'), FAST],
    [await join('slow'), SLOW],
    [await join('silent'), SILENT],
  ];
  const now = Date.now();
  for (const [node, doing] of doings) {
    await node.tell(doing, FIRST, GAP.from + 1, now);
    await node.tell(doing, GAP.to - 1, 0, now);
  }
  return { fleet, release, slowNode: doings[2]?.[0].id ?? '', stop: keepTelling(doings) };
}

const DAY_SECONDS = 86_400;
/** Of the clock time that a text begins with. */
const secondsOf = (text: string): number => Date.parse(`2026-01-01T${text.slice(0, 8)}Z`) / 1_000;

const tile = (page: Page, figure: string): Locator => page.locator(`[data-figure="${figure}"] dd`);
const panel = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^${title}`) });
/** The row of the readout with this name, as its cells. */
const readRow = async (page: Page, name: string): Promise<readonly string[]> =>
  page
    .locator('[data-readout]')
    .getByRole('row', { name })
    .getByRole('cell', { includeHidden: true })
    .allTextContents();

async function expectAccessible(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

async function readByKeyboard(page: Page): Promise<void> {
  const reader = panel(page, 'Request rate').getByRole('slider');
  const secondRead = async (): Promise<number> => {
    await expect(reader).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d: 1\.0 20, 2\.0 2$/);
    return secondsOf((await reader.getAttribute('aria-valuetext')) ?? '');
  };
  await reader.focus();
  await page.keyboard.press('ArrowLeft');
  const before = await secondRead();
  await page.keyboard.press('Shift+ArrowLeft');
  expect((before - (await secondRead()) + DAY_SECONDS) % DAY_SECONDS).toBe(100);
  // One crosshair for all panels, and one row for what it meets.
  const drawn = await page.getByRole('slider').count();
  expect(drawn).toBeGreaterThan(1);
  await expect(page.locator('[data-crosshair]')).toHaveCount(drawn);
  expect((await readRow(page, '2.0')).slice(0, 3)).toEqual(['2', '25%', '1']);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-crosshair]')).toHaveCount(0);
}

async function readTable(page: Page): Promise<void> {
  const errors = panel(page, 'Error rate');
  await errors.getByRole('button', { name: 'As a table' }).click();
  const table = errors.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText(['Time', '1.0', '2.0']);
  const rows = await table.getByRole('row').allTextContents();
  const measured = rows.slice(1);
  expect(measured.every((row) => /^\d\d:\d\d:\d\d0%25%$/.test(row))).toBe(true);
  const times = measured.map(secondsOf);
  const pauses = times
    .slice(1)
    .map((time, index) => ((times[index] ?? 0) - time + DAY_SECONDS) % DAY_SECONDS);
  // The gap has no rows, and nothing is made up for it.
  expect(pauses.filter((pause) => pause !== 10)).toEqual([110]);
  await errors.getByRole('button', { name: 'As lines' }).click();
  await expect(errors.getByRole('slider')).toBeVisible();
}

async function seeLatest(page: Page, url: string): Promise<void> {
  const strip = page.locator('[data-now-strip]');
  await expect(strip).toContainText('Requests/s 22');
  await expect(strip).toContainText('Errors 2.27%');
  await strip.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Monitoring' })).toBeVisible();
  await page.goto(url);
  await expect(tile(page, 'requestRate')).toHaveText('22');
  await expect(tile(page, 'errorRate')).toHaveText('2.27%');
  await expect(tile(page, 'latencyP50')).toHaveText(/^\d(\.\d+)? ms$/);
  await expect(tile(page, 'latencyP99')).toHaveText(/^\d{3} ms$/);
  await expect(tile(page, 'memoryBytes')).toHaveText('200 MB');
  await expect(page.locator('[data-as-of]')).toHaveText(/^as of \d\d:\d\d:\d\d, over 60 s$/);
  await expect(page.locator('[data-told]')).toContainText('4 programs on nodes told figures');
  await expect(page.locator('[data-told]')).toContainText('1 of them should tell its requests');
}

async function seeVersionsApart(page: Page): Promise<void> {
  await page.getByRole('button', { name: '15 min' }).click();
  await expect(page).toHaveURL(/range=15m/);
  await page.getByRole('combobox', { name: 'What is shown apart' }).click();
  await page.getByRole('option', { name: 'By version' }).click();
  await expect(page).toHaveURL(/by=version/);
  await expect(page.locator('[data-readout]').getByRole('rowheader')).toHaveText(['1.0', '2.0']);
  const requests = panel(page, 'Request rate');
  await expect(requests.locator('.recharts-line')).toHaveCount(2);
  await expect(requests.locator('[data-marks]')).not.toHaveCount(0);
  // Two pieces: what was not told is not drawn.
  const line = await requests.locator('.recharts-line-curve').first().getAttribute('d');
  expect(line?.match(/M/g)).toHaveLength(2);
  await readByKeyboard(page);
  await readTable(page);
  await expectAccessible(page);
}

/** What was shown stays, with words about what is missing, until it can be had again. */
async function loseAndFindAgain(page: Page): Promise<void> {
  const question = /\/monitoring\/timeseries/;
  const lookAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const overTime = page.getByRole('region', { name: 'Over time' });
  await page.route(question, (route) => route.fulfill({ status: 500, body: '{}' }));
  await lookAgain();
  await expect(overTime.getByRole('alert')).toContainText(/as of \d\d:\d\d:\d\d/);
  await expect(panel(page, 'Request rate').locator('.recharts-line')).toHaveCount(2);
  await page.unroute(question);
  await overTime.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
  await expect(overTime.getByRole('alert')).toHaveCount(0);
}

async function chooseTimes(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole('button', { name: '15 min' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Custom' }).click();
  await expect(page).toHaveURL(/range=custom.*&from=.*&to=/);
  await expect(page.locator('[data-readout]').getByRole('rowheader')).toHaveText(['1.0', '2.0']);
  await page.getByLabel('Until').fill('2020-01-01T00:00');
  await expect(page.getByText('This must be after the beginning.')).toBeVisible();
}

async function seeNothing(page: Page, world: World, { projectId }: Fleet): Promise<void> {
  const { environments } = await world.admin.call<{ environments: { id: string; code: string }[] }>(
    'GET',
    `/projects/${projectId}`,
  );
  const staging = environments.find(({ code }) => code === 'staging')?.id;
  await page.goto(`${world.url}/monitoring?project=${projectId}&environment=${staging}`);
  await expect(page.getByText('Nothing was measured here in this time')).toBeVisible();
  await expect(page.getByText(/“metrics” section in the agent’s configuration/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(tile(page, 'requestRate')).toHaveText('22');
}

async function seeNode(page: Page, { bin }: Fleet): Promise<void> {
  await expect(panel(page, 'Memory used of 16 GB')).toBeVisible();
  await expect(page.locator('[data-readout]').last().getByRole('rowheader')).toHaveText([bin]);
  await expectAccessible(page);
}

async function seeRelease(page: Page): Promise<void> {
  await expect(panel(page, 'Error rate').locator('[data-samples]')).toHaveText(
    /^Requests shown: canary [\d,]{4,}, the others [\d,]{3,}$/,
  );
  await expect(page.locator('[data-readout]').getByRole('rowheader')).toHaveText(['Canary', 'The others']);
  const failed = panel(page, 'Error rate');
  await failed.scrollIntoViewIfNeeded();
  await expect(failed.locator('.recharts-line')).toHaveCount(2);
  await expectAccessible(page);
}

test(
  'what nodes measure is shown, apart and over time',
  { tag: ['@turn-b', '@half-a'] },
  async ({ page, world, errors }) => {
    test.setTimeout(300_000);
    const { fleet, release, slowNode, stop } = await tellFigures(world);
    try {
      await signIn(page, world, ADMIN);
      await seeLatest(page, `${world.url}/monitoring?project=${fleet.projectId}`);
      await seeVersionsApart(page);
      await loseAndFindAgain(page);
      await chooseTimes(page);
      await seeNothing(page, world, fleet);
      await page.goto(`${world.url}/nodes/${slowNode}`);
      await seeNode(page, fleet);
      await page.goto(`${world.url}/releases/${release}`);
      await seeRelease(page);
      await page.keyboard.press('g');
      await page.keyboard.press('m');
      await expect(page).toHaveURL(`${world.url}/monitoring`);
    } finally {
      await stop();
    }
    expect(errors).toEqual([]);
  },
);
