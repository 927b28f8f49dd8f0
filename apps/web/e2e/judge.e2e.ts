import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { keepTelling, MeasuredNode, type Doing } from './support/measured-nodes';
import { seeStatus } from './support/release-page';
import { APPROVER, AUTHOR, expect, signIn, test, type Fleet, type World } from './support/world';

const GOOD: Doing = { version: '1.0', counts: [800, 150, 45, 5], errors: 5 };
const FAILING: Doing = { version: '2.0', counts: [800, 150, 45, 5], errors: 100 };

/** In the wizard: a canary that is judged before everybody gets it. */
async function draftIn(
  page: Page,
  world: World,
  { projectId, environmentId, bin, hosts }: Fleet,
): Promise<string> {
  await page.goto(
    `${world.url}/releases/new?project=${projectId}&environment=${environmentId}&bin=${bin}&version=2.0`,
  );
  for (const number of [4, 2])
    await page.getByRole('button', { name: `Remove step ${number}`, exact: true }).click();
  await page.getByRole('button', { name: 'Add a judgement' }).click();
  await expect(page.getByRole('combobox', { name: 'Judge', exact: true })).toHaveValue('5 min');
  await page.getByRole('radio', { name: 'Chosen checks' }).check();
  await expect(page.getByRole('combobox', { name: 'Check 4', exact: true })).toHaveValue(
    'Latency beside the others',
  );
  for (let left = 4; left > 1; left -= 1)
    await page.getByRole('button', { name: `Remove check ${left}`, exact: true }).click();
  await addLimit(page);
  expect(hosts.length).toBe(2);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** A limit that is only shown. */
async function addLimit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a check', exact: true }).click();
  await page.getByRole('combobox', { name: 'Check 2', exact: true }).click();
  await page.getByRole('option', { name: 'Errors below a limit' }).click();
  await page.getByRole('listitem').filter({ hasText: 'At most %' }).getByRole('checkbox').check();
}

const errors = (page: Page): Locator => page.getByRole('region', { name: /^Error rate/ });

/** What was decided stands beside the lines that it is about. */
async function seePanels(page: Page): Promise<void> {
  const panel = errors(page);
  await panel.scrollIntoViewIfNeeded();
  await expect(panel.locator('[data-verdict="red"]')).toHaveText(
    /^Fail Errors 10% vs 0\.5% = \+9\.5.points, limit \+0\.25.points · since \d\d:\d\d:\d\d$/,
  );
  await expect(panel.locator('[data-verdict="hatched"]')).toHaveText(
    /^Only shown: \S.* Errors 10%, limit 1%/,
  );
  await expect(panel.locator('[data-limit="line"]')).toHaveText('limit 1% (only shown)');
  await expect(panel.locator('[data-span="analysis"]')).toHaveCount(1);
  await expect(panel.locator('[data-samples]')).toHaveText(/^Requests shown: canary [\d,]{4,}, the others/);
  await expect(page.getByText('limit of the judge')).toBeVisible();
}

const rows = (page: Page): Locator => page.locator('[data-readout]').getByRole('rowheader');

async function seeOtherViews(page: Page): Promise<void> {
  await page.getByText('Difference', { exact: true }).click();
  await expect(page).toHaveURL(/view=difference/);
  await expect(rows(page)).toHaveText(['Canary minus the others']);
  await expect(errors(page).locator('[data-limit]')).toHaveCount(0);
  await page.getByRole('switch', { name: 'Previous release too' }).click();
  await expect(page).toHaveURL(/former=shown/);
  await page.reload();
  await expect(page.locator('[data-former="shown"]')).toHaveText(/Grey: release #\d+, at the same time/);
  await expect(rows(page)).toHaveText(['Canary minus the others', /^#\d+ back then$/]);
  await page.getByText('Side by side', { exact: true }).click();
  await expect(page).not.toHaveURL(/view=/);
  await page.getByRole('switch', { name: 'Previous release too' }).click();
  await expect(page).not.toHaveURL(/former=/);
}

/** From a mark to its event, from there to the chart, and back. */
async function followMarks(page: Page): Promise<void> {
  await errors(page).locator('[data-marks] a').first().click();
  await expect(page).toHaveURL(/#event-\d+$/);
  const open = page.getByRole('log').locator('[data-open="true"]');
  await expect(open).toBeFocused();
  await expect(open).toBeInViewport();
  const readers = await page.getByRole('slider').count();
  await open.getByRole('link', { name: 'in the charts' }).click();
  await expect(page).toHaveURL(/#mark-\d+$/);
  await expect(page.locator('[data-readout]')).toBeInViewport();
  await expect(page.locator('[data-crosshair]')).toHaveCount(readers);
  await expect(page.locator('[data-readout]').getByRole('columnheader').first()).toHaveText(/#\d+ /);
  await page.goBack();
  await expect(open).toBeInViewport();
}

async function expectAccessible(page: Page, part: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await new AxeBuilder({ page }).include(part).analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

async function deploy(world: World, id: string): Promise<void> {
  const [author, approver] = [await world.api(AUTHOR), await world.api(APPROVER)];
  await author.call('POST', `/releases/${id}/submit`);
  await approver.call('POST', `/releases/${id}/approve`);
  await author.call('POST', `/releases/${id}/deploy`);
}

test(
  'a release that is judged goes back by itself, and its page says why with the numbers @desktop',
  { tag: '@half-b' },
  async ({ page, world }) => {
    test.setTimeout(300_000);
    const fleet = await world.fleet(2);
    await world.bring(fleet, '1.0');
    await world.admin.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
    await signIn(page, world, AUTHOR);
    const id = await draftIn(page, world, fleet);
    await expect(page.getByText(/judge 5 min/)).toBeVisible();
    await deploy(world, id);
    // Beside the hosts that follow the release, these tell what programs of both versions do.
    const stop = keepTelling([
      [await MeasuredNode.join(world, fleet, 'old'), GOOD],
      [await MeasuredNode.join(world, fleet, 'new'), FAILING],
    ]);
    await expect(page.getByRole('listitem').filter({ hasText: 'Judge for 5 min' })).toHaveAttribute(
      'aria-current',
      'step',
      { timeout: 60_000 },
    );
    const judge = page.getByRole('region', { name: 'What the judge says' });
    await expect(judge).toContainText('Looking');
    await seeStatus(page, 'Rolled back', 120_000);
    await stop();
    await expect(judge).toContainText('Fail');
    await expect(judge).toContainText(/Errors 10 % against 0\.5 % of the baseline/);
    await expect(
      page.getByText('Rolled back because the new version did worse', { exact: false }).first(),
    ).toBeVisible();
    await seePanels(page);
    await seeOtherViews(page);
    await followMarks(page);
    await expectAccessible(page, '#judge');
    await expectAccessible(page, '#metrics');
  },
);
