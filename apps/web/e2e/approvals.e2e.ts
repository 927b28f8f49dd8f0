import { gzipSync } from 'node:zlib';
import { confirm, press, seeStatus } from './support/release-page';
import { test, waitingRelease } from './support/scene';
import { ADMIN, APPROVER, AUTHOR, expect, openAs, signIn } from './support/world';

const KB = 1_024;

test(
  'somebody approves from a chat link, asks before, and sees at once what others decide',
  { tag: '@turn-a' },
  async ({ page, browser, world, errors }) => {
    const fleet = await world.fleet(1);
    const waiting = await waitingRelease(world, fleet, { notes: 'The old one leaks memory.' });
    const scripts = new Map<string, Buffer>();
    page.on('response', (response) => {
      if (/\.js$/.test(response.url()))
        void response.body().then(
          (body) => scripts.set(response.url(), body),
          () => undefined,
        );
    });
    await signIn(page, world, APPROVER, `/approvals/${waiting}`);
    await expect(page.getByText('The old one leaks memory.')).toBeVisible();
    await expect(page.locator('[data-action="approve"]')).toContainText('Approve plan');
    // Signing in is a page of its own; a link is opened signed in.
    scripts.clear();
    await page.reload();
    await expect(page.locator('[data-action="approve"]')).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sizes = [...scripts.values()].map((body) => gzipSync(body).length / KB);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(170);
    expect([...scripts.values()].filter((body) => /recharts|codemirror/i.test(body.toString()))).toEqual([]);

    await page.locator('[data-ask]').click();
    await page.getByLabel('Your question or answer').fill('Why today?');
    await page.getByRole('button', { name: 'Send' }).click();
    const author = await openAs(browser, page, world, AUTHOR, `/releases/${waiting}`);
    await expect(author.getByText('Why today?')).toBeVisible();
    await author.locator('[data-ask]').click();
    await author.getByLabel('Your question or answer').fill('The campaign starts tomorrow.');
    await author.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByText('The campaign starts tomorrow.')).toBeVisible();
    await author.context().close();

    const { planHash } = await world.admin.release(waiting);
    await world.admin.act(waiting, 'approve', { planHash });
    // Told, not found out by asking now and then.
    await expect(page.locator('[data-action="approve"]')).toBeHidden({ timeout: 3_000 });
    await expect(page.getByText('approved it')).toBeVisible();

    const other = await waitingRelease(world, await world.fleet(1));
    await page.goto(`${world.url}/approvals`);
    await page.locator(`a[href="/approvals/${other}"]`).click();
    await confirm(page, 'approve', fleet.code);
    await seeStatus(page, 'Approved');
    await page.goto(`${world.url}/approvals?tab=decided`);
    await expect(page.locator(`a[href="/approvals/${other}"]`)).toBeVisible();
    expect(errors).toEqual([]);
  },
);

test(
  '@desktop an administrator asks for two levels, and breaks the glass when it can not wait',
  { tag: '@group-0' },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(1);
    await signIn(page, world, ADMIN, `/projects/${fleet.code}`);
    await page.locator('[data-policy="production"]').click();
    await page.getByRole('button', { name: 'Add a level' }).click();
    const level = page.getByRole('group', { name: 'Level 2' });
    for (const role of ['Admin', 'Release manager'])
      await level.getByRole('checkbox', { name: role, exact: true }).uncheck();
    await page.locator('[data-save-policy]').click();
    await expect(page.getByText('Approval policy saved')).toBeVisible();
    await expect(page.getByText('2 approvals')).toBeVisible();

    const waiting = await waitingRelease(world, fleet);
    const approver = await world.api(APPROVER);
    await approver.act(waiting, 'approve');
    await page.goto(`${world.url}/releases/${waiting}`);
    await expect(page.getByText('Nobody whom the policy names', { exact: false })).toBeVisible();
    await page.locator('[data-action="pause"]').hover();
    await expect(page.getByRole('tooltip')).toBeVisible();
    await press(page, 'break_glass');
    await expect(page.getByText('without the approvals that are missing')).toBeVisible();
    await page.keyboard.press('Escape');
    await confirm(page, 'break_glass', fleet.code, 'The site is down.');
    await seeStatus(page, 'Approved');
    await expect(page.getByText('Glass broken')).toBeVisible();
    expect(errors).toEqual([]);
  },
);

test(
  '@desktop somebody names a deputy for the time that they are away, and ends it',
  { tag: '@group-1' },
  async ({ page, world, scene, errors }) => {
    expect(scene.waiting).not.toBe('');
    await signIn(page, world, APPROVER, '/settings/profile');
    await page.locator('[data-delegate]').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Deputy' }).click();
    await page.getByRole('option', { name: AUTHOR.name }).click();
    await dialog.getByLabel('Until').fill('2099-01-01T10:00');
    await dialog.getByRole('button', { name: 'Name a deputy' }).click();
    await expect(dialog.getByText('366 days')).toBeVisible();
    const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16);
    await dialog.getByLabel('Until').fill(nextWeek);
    await dialog.getByRole('button', { name: 'Name a deputy' }).click();
    await expect(page.getByText(`${AUTHOR.name} decides for you`, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await expect(page.getByText('Nobody decides for you')).toBeVisible();
    expect(errors).toEqual([]);
  },
);
