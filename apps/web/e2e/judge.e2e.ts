import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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
  expect(hosts.length).toBe(2);
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

async function deploy(world: World, id: string): Promise<void> {
  const [author, approver] = [await world.api(AUTHOR), await world.api(APPROVER)];
  await author.call('POST', `/releases/${id}/submit`);
  await approver.call('POST', `/releases/${id}/approve`);
  await author.call('POST', `/releases/${id}/deploy`);
}

test('a release that is judged goes back by itself, and its page says why with the numbers @desktop', async ({
  page,
  world,
}) => {
  test.setTimeout(180_000);
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
    {
      timeout: 60_000,
    },
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
  const { violations } = await new AxeBuilder({ page }).include('#judge').analyze();
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes.length])).toEqual([]);
});
