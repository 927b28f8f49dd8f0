import type { Locator, Page } from '@playwright/test';
import { confirm, press, seeStatus } from './support/release-page';
import { APPROVER, AUTHOR, expect, signIn, test, type Fleet, type World } from './support/world';

const NORTH_FIRST = { strategy: { type: 'rolling', waves: [{ labels: { region: ['north'] } }], pause: {} } };

async function approved(world: World, fleet: Fleet, version: string, more: object): Promise<string> {
  const author = await world.api(AUTHOR);
  const { id, planHash } = await author.createRelease(fleet.environmentId, fleet.bin, version, more);
  await (await world.api(APPROVER)).act(id, 'approve', { planHash });
  return id;
}

/** What the open dialog says will happen; it is answered by nobody yet. */
const consequences = (page: Page): Locator =>
  page.getByRole('dialog').getByRole('list', { name: 'What will happen' });

/** Presses, reads what would happen, lets it be, and then does it. */
async function readAndConfirm(page: Page, fleet: Fleet, action: string, said: RegExp): Promise<void> {
  await press(page, action);
  await expect(consequences(page)).toContainText(said);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await confirm(page, action, fleet.code);
}

/** The part of a release that is about one node, and one of its two buttons there. */
async function doToNode(page: Page, name: string, action: 'retry' | 'skip', said: RegExp): Promise<void> {
  const failures = page.getByRole('region', { name: /What failed/ });
  await failures.getByRole('link', { name, exact: true }).click();
  await page.getByRole('dialog', { name }).locator(`[data-node-action="${action}"]`).click();
  const dialog = page.locator(`[data-dialog="${action}"]`);
  await expect(dialog.getByRole('list', { name: 'What will happen' })).toContainText(said);
  await dialog.locator('[data-confirm]').click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/[?&]node=/);
}

test(
  'a release is scheduled and unscheduled, goes on at a pause, is held, goes on, and another is stopped @desktop',
  { tag: ['@half-a'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(2);
    const [north, south] = fleet.hosts;
    const id = await approved(world, fleet, '1.0', NORTH_FIRST);
    const one = `one of ${fleet.bin}\n`;
    await signIn(page, world, AUTHOR, `/releases/${id}`);

    await press(page, 'deploy');
    const start = page.getByRole('dialog');
    await start.getByRole('radio', { name: 'At a time' }).check();
    await start.getByLabel('Start at', { exact: true }).fill('2031-05-04T03:00');
    await expect(consequences(page)).toContainText('Starts by itself at that time');
    await expect(start.locator('[data-confirm]')).not.toHaveAttribute('aria-disabled', 'true');
    await start.locator('[data-confirm]').click();
    await seeStatus(page, 'Scheduled');
    await readAndConfirm(page, fleet, 'unschedule', /approv/i);
    await seeStatus(page, 'Approved');

    await confirm(page, 'deploy', fleet.code);
    await seeStatus(page, 'Paused');
    expect(north?.installed()).toBe(one);
    expect(() => south?.installed()).toThrow();
    south?.linger();
    await readAndConfirm(page, fleet, 'promote', /The next wave starts: 1 node more/);
    await seeStatus(page, 'Rolling out');
    // Whoever presses while a step begins is told to look again.
    await expect(page.locator('[data-headline]')).toContainText('1 being updated');
    // The other one of the two is one click away, so neither asks.
    await press(page, 'pause');
    await seeStatus(page, 'Paused');
    await expect(page.getByRole('dialog')).toBeHidden();
    await press(page, 'resume');
    await seeStatus(page, 'Rolling out');
    south?.hurry();
    await seeStatus(page, 'Done');
    expect(south?.installed()).toBe(one);

    await world.admin.upload(fleet.bin, '2.0', `two of ${fleet.bin}\n`);
    const second = await approved(world, fleet, '2.0', NORTH_FIRST);
    await page.goto(`${world.url}/releases/${second}`);
    await confirm(page, 'deploy', fleet.code);
    await seeStatus(page, 'Paused');
    await readAndConfirm(page, fleet, 'abort', /1 were given the new version, 1 keep the old one/);
    await seeStatus(page, 'Stopped');
    expect([north?.installed(), south?.installed()]).toEqual([`two of ${fleet.bin}\n`, one]);
    expect(errors).toEqual([]);
  },
);

test(
  'of two nodes that failed one is left out and the other is asked again @desktop',
  { tag: ['@half-b'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(3);
    const [, left, again] = fleet.hosts.map((host) => host.plan.name);
    await world.bring(fleet, '1.0');
    const broken = `broken here: ${left} ${again}\n`;
    await world.admin.upload(fleet.bin, '2.0', broken);
    const id = await approved(world, fleet, '2.0', {
      ...{ failureThreshold: 0, onFailure: 'pause' },
      // Longer than the host's own check takes to find out.
      minReadySeconds: 5,
    });
    await signIn(page, world, AUTHOR, `/releases/${id}`);
    await confirm(page, 'deploy', fleet.code);
    const failures = page.getByRole('region', { name: /What failed/ });
    for (const name of [left ?? '', again ?? ''])
      await expect(failures).toContainText(name, { timeout: 60_000 });
    await seeStatus(page, 'Paused');

    fleet.hosts[2]?.mend();
    await doToNode(page, left ?? '', 'skip', /1 node that was lost no longer counts/);
    await doToNode(page, again ?? '', 'retry', /1 node that was lost is asked once more/);
    await confirm(page, 'resume', fleet.code);
    await seeStatus(page, 'Done, with exceptions');
    expect(fleet.hosts.map((host) => host.installed())).toEqual([broken, `one of ${fleet.bin}\n`, broken]);
    expect(errors).toEqual([]);
  },
);
