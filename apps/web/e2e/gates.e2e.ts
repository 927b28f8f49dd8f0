import { confirm, seeStatus } from './support/release-page';
import { ADMIN, APPROVER, AUTHOR, expect, signIn, test, type Fleet, type World } from './support/world';

async function approved(world: World, fleet: Fleet, more: object = {}): Promise<string> {
  const author = await world.api(AUTHOR);
  const { id, planHash } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0', more);
  await (await world.api(APPROVER)).act(id, 'approve', { planHash });
  return id;
}

test(
  'a freeze is seen in the calendar, holds a release that waits for it, and lets it go',
  { tag: ['@turn-b', '@group-0'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(1);
    const id = await approved(world, fleet);
    await signIn(page, world, ADMIN, `/projects/${fleet.code}`);
    await page.getByRole('button', { name: 'Add freeze' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Add freeze' }).click();
    await expect(form.getByText('This is needed.').first()).toBeVisible();
    await form.getByLabel('Name', { exact: true }).fill('Stocktaking');
    await form.getByLabel('Reason', { exact: true }).fill('Nobody may touch the shops');
    await form.getByText('Every week', { exact: true }).click();
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']) await form.getByText(day, { exact: true }).click();
    await form.getByRole('button', { name: 'Add freeze' }).click();
    await expect(form).toBeHidden();
    const freezes = page.getByRole('region', { name: 'Freezes' });
    await expect(freezes.getByText('Holds now')).toBeVisible();
    await expect(freezes.locator('[aria-current="date"]').locator('..')).toContainText('Stocktaking');

    const author = await world.api(AUTHOR);
    await author.act(id, 'deploy', { whenBlocked: 'wait' });
    await page.goto(`${world.url}/releases/${id}`);
    await expect(page.locator('[data-headline]')).toContainText('Stocktaking');
    await page.goto(`${world.url}/projects/${fleet.code}`);
    await freezes.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(freezes.getByText('Nothing is frozen.')).toBeVisible();
    await page.goto(`${world.url}/releases/${id}`);
    await seeStatus(page, 'Done');
    expect(errors).toEqual([]);
  },
);

test(
  'the emergency stop halts what is under way, names who has not confirmed, and is lifted',
  { tag: ['@turn-a', '@group-1'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(2);
    const id = await approved(world, fleet);
    fleet.hosts.forEach((host) => host.linger());
    await (await world.api(AUTHOR)).act(id, 'deploy');
    await signIn(page, world, ADMIN, `/releases/${id}`);
    await seeStatus(page, 'Rolling out');

    await page.goto(`${world.url}/emergency-stop`);
    await page.getByRole('button', { name: 'Stop everything…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Payments fail');
    await dialog.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: fleet.name, exact: true }).click();
    await expect(dialog.getByRole('button', { name: 'Stop now' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Type stop to confirm').fill('stop');
    await dialog.getByRole('button', { name: 'Stop now' }).click();
    await expect(dialog).toBeHidden();
    const proof = page.getByRole('region', { name: `All releases of ${fleet.name} are stopped.` });
    await expect(proof.getByRole('link', { name: fleet.hosts[0]?.plan.name ?? '' })).toBeVisible();

    await page.goto(`${world.url}/releases/${id}`);
    await expect(page.locator('[data-emergency]')).toContainText('Payments fail');
    await seeStatus(page, 'Paused');
    fleet.hosts.forEach((host) => host.hurry());
    await page.locator('[data-emergency]').getByRole('link', { name: 'Show the proof' }).click();
    await expect(proof.getByText('Everything stands still')).toBeVisible({ timeout: 60_000 });
    await proof.getByRole('button', { name: 'Lift the stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lift the stop' }).click();
    await expect(page.getByText('No emergency stop is in force')).toBeVisible();

    await page.goto(`${world.url}/releases/${id}`);
    await confirm(page, 'resume', fleet.code);
    await seeStatus(page, 'Done');
    expect(errors).toEqual([]);
  },
);

test(
  'a release that is stopped names who has not confirmed, and says what became of them',
  { tag: ['@turn-a', '@group-1'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(2);
    const id = await approved(world, fleet, { maxUnavailable: '100%' });
    fleet.hosts.forEach((host) => host.linger());
    await (await world.api(AUTHOR)).act(id, 'deploy');
    await signIn(page, world, ADMIN, `/releases/${id}`);
    await seeStatus(page, 'Rolling out');
    const proof = page.getByRole('region', { name: 'Standing still' });
    await expect(page.locator('[data-headline]')).toContainText('being updated');
    await confirm(page, 'abort', fleet.code);
    await seeStatus(page, 'Stopped');
    await expect(proof.getByRole('status')).toContainText('can go on until');
    await expect(proof.getByRole('link', { name: fleet.hosts[0]?.plan.name ?? '' })).toBeVisible();
    fleet.hosts.forEach((host) => host.hurry());
    await expect(proof.getByRole('status')).toContainText('confirmed what', { timeout: 60_000 });
    await expect(proof.getByRole('status')).not.toContainText('can go on until', { timeout: 60_000 });
    await expect(page.locator('[data-headline]')).toContainText(/[12] of 2 nodes run the new version/);
    expect(errors).toEqual([]);
  },
);
