import { confirm, seeStatus } from './support/release-page';
import { until } from './support/processes';
import { APPROVER, AUTHOR, expect, signIn, test, type World } from './support/world';

test(
  'a node that fails is named with its error, and a person takes the release back',
  { tag: ['@turn-b', '@group-1'] },
  async ({ page, world }) => {
    const { fleet, unlucky, id } = await brokenOnOneHost(world, { onFailure: 'pause' });
    await signIn(page, world, AUTHOR, `/releases/${id}`);
    await confirm(page, 'deploy', fleet.code);
    const failures = page.getByRole('region', { name: /What failed/ });
    await expect(failures).toContainText(unlucky, { timeout: 60_000 });
    await expect(failures.locator('code').first()).not.toBeEmpty();
    await seeStatus(page, 'Paused');

    await failures.getByRole('link', { name: unlucky }).click();
    await expect(page).toHaveURL(/[?&]node=/);
    await page.reload();
    const drawer = page.getByRole('dialog', { name: unlucky });
    await expect(drawer).toContainText('Failed');
    await expect(drawer).toContainText(`because ${fleet.bin} 2.0 failed here`);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(page).not.toHaveURL(/[?&]node=/);

    await page.getByRole('button', { name: 'Failed only' }).click();
    await expect(page).toHaveURL(/nodeStatus=/);
    const targets = page.getByRole('region', { name: /Nodes of this release/ });
    await expect(targets.getByRole('link', { name: unlucky })).toBeVisible();
    await expect(targets.locator('[data-index]')).toHaveCount(1);

    await confirm(page, 'rollback', fleet.code, 'One host is broken.');
    await seeStatus(page, 'Rolled back');
    for (const host of fleet.hosts) expect(host.installed()).toBe(`one of ${fleet.bin}\n`);
  },
);

test(
  'a release that fails at night goes back by itself and says why',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, world }) => {
    const { fleet, id } = await brokenOnOneHost(world, { onFailure: 'rollback' });
    await signIn(page, world, AUTHOR, `/releases/${id}`);
    await confirm(page, 'deploy', fleet.code);
    await seeStatus(page, 'Rolled back');
    await expect(page.getByRole('log')).toContainText(/Rollback started/);
    for (const host of fleet.hosts) expect(host.installed()).toBe(`one of ${fleet.bin}\n`);
  },
);

async function brokenOnOneHost(world: World, more: object) {
  const fleet = await world.fleet(3);
  await world.bring(fleet, '1.0');
  const unlucky = fleet.hosts[1]?.plan.name ?? '';
  await world.admin.upload(fleet.bin, '2.0', `broken here: ${unlucky}\n`);
  const author = await world.api(AUTHOR);
  const release = await author.createRelease(fleet.environmentId, fleet.bin, '2.0', {
    failureThreshold: 0,
    // Longer than the host's own check takes to find out.
    minReadySeconds: 5,
    ...more,
  });
  await (await world.api(APPROVER)).act(release.id, 'approve', { planHash: release.planHash });
  return { fleet, unlucky, id: release.id };
}

test(
  'the console restarts in mid-release: the page says so, comes back and is right',
  { tag: ['@turn-b', '@group-3'] },
  async ({ page, world }) => {
    test.setTimeout(240_000);
    const fleet = await world.fleet(2);
    const author = await world.api(AUTHOR);
    const { id, planHash } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0');
    await (await world.api(APPROVER)).act(id, 'approve', { planHash });
    await signIn(page, world, AUTHOR, `/releases/${id}`);

    fleet.hosts.forEach((host) => host.linger());
    await confirm(page, 'deploy', fleet.code);
    await seeStatus(page, 'Rolling out');
    await world.console.switchOff();
    const connection = page.locator('[data-connection]');
    await expect(connection).toHaveAttribute('data-connection', /reconnecting|offline/, { timeout: 30_000 });
    // What was shown stays shown.
    await seeStatus(page, 'Rolling out');

    fleet.hosts.forEach((host) => host.hurry());
    await until('the hosts to change while nobody answers', 30_000, () =>
      fleet.hosts.every((host) => host.installed() === `one of ${fleet.bin}\n`) ? true : undefined,
    ).catch(() => undefined);
    await world.console.switchOn();
    await expect(connection).toHaveAttribute('data-connection', 'live', { timeout: 60_000 });
    await seeStatus(page, 'Done');
    await expect(page.getByText('2 of 2 nodes done')).toBeVisible();
  },
);

test(
  'without the live line the page asks by itself every ten seconds',
  { tag: ['@turn-a', '@group-0'] },
  async ({ page, world }) => {
    const fleet = await world.fleet(1);
    const author = await world.api(AUTHOR);
    const { id } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0');
    await page.routeWebSocket(/\/api\/v1\/ws/, (socket) => void socket.close());
    await page.goto(`${world.url}/login?returnTo=/releases/${id}`);
    await page.getByLabel('E-mail', { exact: true }).fill(AUTHOR.email);
    await page.getByLabel('Password', { exact: true }).fill(AUTHOR.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.locator('[data-connection]')).toHaveAttribute('data-connection', 'polling', {
      timeout: 45_000,
    });
    await author.act(id, 'cancel');
    await seeStatus(page, 'Cancelled', 20_000);
  },
);

test(
  'a plan that changed while the dialog was open is shown, and nothing is done',
  { tag: ['@turn-b', '@group-1'] },
  async ({ page, world }) => {
    const fleet = await world.fleet(1);
    const author = await world.api(AUTHOR);
    const { id, revision } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0');
    await page.routeWebSocket(/\/api\/v1\/ws/, (socket) => void socket.close());
    await page.goto(`${world.url}/login?returnTo=/releases/${id}`);
    await page.getByLabel('E-mail', { exact: true }).fill(APPROVER.email);
    await page.getByLabel('Password', { exact: true }).fill(APPROVER.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await seeStatus(page, 'Waiting for approval');
    await page.locator('[data-action="approve"]').first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('[data-confirm]')).not.toHaveAttribute('aria-disabled', 'true');

    await author.act(id, 'cancel', { expectedRevision: revision });
    await dialog.locator('[data-confirm]').click();
    await expect(dialog).toContainText(/changed since you looked|Not possible|not|cancel/i);
    expect((await author.release(id)).status).toBe('cancelled');
    await expect(dialog.locator('[data-confirm]')).toHaveAttribute('aria-disabled', 'true');
  },
);
