import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { MeasuredNode } from './support/measured-nodes';
import { ADMIN, expect, signIn, test, type Fleet, type World } from './support/world';

const RULE = '10% of nodes offline for 5 min';
const FIRES_WITHIN_MS = 45_000;

/** Hosts that called once and never again. */
async function lostNodes(world: World): Promise<Fleet> {
  const fleet = await world.fleet(0);
  for (const name of ['lost-a', 'lost-b']) await MeasuredNode.join(world, fleet, name);
  return fleet;
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function makeRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).first().click();
  const dialog = page.getByRole('dialog');
  await choose(page, dialog.getByRole('combobox', { name: 'Start from' }), RULE);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue(RULE);
  await choose(page, dialog.getByRole('combobox', { name: 'Environment' }), 'Production');
  await dialog.getByRole('textbox', { name: 'At least' }).fill('0');
  await dialog.getByRole('button', { name: 'New rule' }).click();
  await expect(dialog.getByText('A number from 1, or a share such as 10%.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'At least' }).fill('50%');
  await dialog.getByRole('textbox', { name: 'For', exact: true }).fill('0');
  await expect(dialog.locator('[data-preview]')).toContainText(/\d of 2 nodes offline/);
  await dialog.getByRole('button', { name: 'New rule' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-alert-rule]')).toContainText('At least 50% of the nodes offline');
}

async function seeItFire(page: Page): Promise<Locator> {
  await page.getByText('Firing', { exact: false }).first().click();
  await expect(page).toHaveURL(/tab=firing/);
  const group = page.locator(`[data-alert-group="${RULE}"]`);
  await expect(group).toContainText(/2 of 2 nodes offline, at least 50%, for \d/, {
    timeout: FIRES_WITHIN_MS,
  });
  await expect(group).toContainText('Critical');
  await expect(group.getByRole('link', { name: 'Nodes' })).toHaveAttribute('href', /presence=offline/);
  return group;
}

async function silence(page: Page, group: Locator): Promise<void> {
  await group.getByRole('button', { name: 'Silence' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('No message is sent of what it holds until');
  await dialog.getByRole('button', { name: 'Silence' }).click();
  await expect(dialog.getByText('Say why.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('They are being moved');
  await dialog.getByRole('button', { name: 'Silence' }).click();
  await expect(dialog).toBeHidden();
  await expect(group).toContainText('Silenced by');
  await expect(group).toContainText('They are being moved');
}

async function endSilence(page: Page): Promise<void> {
  await page.getByText('Silences', { exact: true }).click();
  const row = page.locator('[data-silence="on"]');
  await expect(row).toContainText('1 alert fires in silence');
  await row.getByRole('button', { name: 'End now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
  await expect(page.locator('[data-silence="over"]')).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

test(
  'a rule finds that nodes are offline, is silenced, and is told when the silence ends',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, world, errors }) => {
    const fleet = await lostNodes(world);
    await signIn(page, world, ADMIN, `/monitoring/alerts?tab=rules&project=${fleet.projectId}`);
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await makeRule(page);
    const group = await seeItFire(page);
    await expectAccessible(page);
    await group.getByRole('button', { name: 'Take it on' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it on' }).click();
    await expect(group).toContainText('Taken by');
    await silence(page, group);
    await page.goto(world.url);
    const strip = page.locator('[data-alert-strip]');
    await expect(strip).toContainText('1 silenced');
    await strip.click();
    await endSilence(page);
    await page.getByText('Firing', { exact: false }).first().click();
    await expect(group).toContainText('2 of 2 nodes offline');
    await expect(group).not.toContainText('Silenced by');
    expect(errors).toEqual([]);
  },
);
