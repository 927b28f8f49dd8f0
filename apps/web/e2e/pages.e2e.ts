import { isPhone, press } from './support/release-page';
import { test, waitingRelease } from './support/scene';
import { ADMIN, APPROVER, AUTHOR, expect, signIn } from './support/world';

test(
  'actions that are not possible say why, and can be reached by keyboard',
  { tag: ['@turn-b', '@group-0'] },
  async ({ page, world, scene }) => {
    const { waiting } = scene;
    await signIn(page, world, AUTHOR, `/releases/${waiting}`);
    if (isPhone(page)) await page.locator('[data-all-actions]').click();
    // On a phone the bar stands behind the sheet: the list is the last of each.
    const approve = page.locator('[data-action="approve"]').last();
    await expect(approve).toHaveAttribute('aria-disabled', 'true');
    const reason = page.locator(`[id="${await approve.getAttribute('aria-describedby')}"]`);
    await expect(reason).not.toBeEmpty();
    await approve.focus();
    await expect(approve).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-confirm]')).toHaveCount(0);
  },
);

test(
  'the language changes everything at once, without a reload',
  { tag: ['@turn-a', '@group-1'] },
  async ({ page, world }) => {
    await signIn(page, world, AUTHOR, '/releases');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('button', { name: '切换到中文' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.getByRole('heading', { level: 1, name: '发布' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: '发布' })).toBeVisible();
  },
);

test(
  'the theme follows the system, can be overridden, and stays after a reload',
  { tag: ['@turn-b', '@group-2'] },
  async ({ page, world }) => {
    const theme = (expected: string) =>
      expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', expected);
    await page.emulateMedia({ colorScheme: 'dark' });
    await signIn(page, world, AUTHOR);
    await theme('dark');
    await page.getByRole('button', { name: 'Light theme' }).click();
    await theme('light');
    await page.reload();
    await theme('light');
  },
);

test(
  '@desktop keyboard: palette, letters, and letters that are typed',
  { tag: '@group-3' },
  async ({ page, world, scene }) => {
    const { fleet } = scene;
    await signIn(page, world, ADMIN);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and go to' }).fill(fleet.code);
    await expect(page.getByRole('option', { name: new RegExp(fleet.name) })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${world.url}/projects/${fleet.code}`);
    // Letters are no commands while the palette is still going away.
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(page).toHaveURL(`${world.url}/releases`);
    await expect(page.getByRole('searchbox')).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('gn?');
    await expect(page.getByRole('searchbox')).toHaveValue('gn?');
    await expect(page).toHaveURL(/\/releases\?q=/);
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
);

test(
  'filters live in the address: Back shows the same rows',
  { tag: ['@turn-a', '@group-0'] },
  async ({ page, world, scene }) => {
    const { fleet } = scene;
    await signIn(page, world, AUTHOR, `/releases?q=${fleet.bin}`);
    await expect(page.getByRole('link', { name: new RegExp(fleet.bin) })).toHaveCount(2);
    await page
      .getByRole('link', { name: new RegExp(fleet.bin) })
      .first()
      .click();
    await expect(page).toHaveURL(/\/releases\/[\w-]+$/);
    await page.goBack();
    await expect(page.getByRole('searchbox')).toHaveValue(fleet.bin);
    await expect(page.getByRole('link', { name: new RegExp(fleet.bin) })).toHaveCount(2);
  },
);

test(
  'a double click asks once, and the dialog names what it does',
  { tag: ['@turn-b', '@group-1'] },
  async ({ page, world }) => {
    const fleet = await world.fleet(1);
    const waiting = await waitingRelease(world, fleet);
    await signIn(page, world, APPROVER, `/releases/${waiting}`);
    const asked: string[] = [];
    page.on('request', (request) => {
      const isApproval = request.url().endsWith(`/releases/${waiting}/approve`);
      if (request.method() === 'POST' && isApproval) asked.push(request.headers()['idempotency-key'] ?? '');
    });
    await press(page, 'approve');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(fleet.name);
    await expect(dialog).toContainText('PROD');
    await dialog.locator('[data-confirm]').dblclick();
    await expect(dialog).toBeHidden();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/\S{16,}/);
  },
);

test(
  'a block whose question fails says so itself, and the rest of the page works',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, world, scene }) => {
    const { waiting } = scene;
    await page.route(/\/releases\/[\w-]+\/events/, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          status: 500,
          code: 'INTERNAL',
          title: 'Internal',
          requestId: 'req-for-support',
        }),
      }),
    );
    await signIn(page, world, AUTHOR, `/releases/${waiting}`);
    const events = page.getByRole('region', { name: /^Events/ });
    await expect(events.getByRole('alert')).toContainText('req-for-support');
    await expect(events.getByRole('button', { name: 'Retry' })).toBeVisible();
    await expect(page.locator('[data-headline]')).not.toBeEmpty();
    await page.unroute(/\/releases\/[\w-]+\/events/);
    await events.getByRole('button', { name: 'Retry' }).click();
    await expect(events.getByRole('alert')).toHaveCount(0);
  },
);

test('@desktop ten thousand nodes stay a small page', { tag: '@group-3' }, async ({ page, world }) => {
  test.setTimeout(300_000);
  const fleet = await world.fleet(1);
  const project = await world.admin.call<{ environments: { code: string }[] }>(
    'GET',
    `/projects/${fleet.code}`,
  );
  expect(project.environments.length).toBeGreaterThan(0);
  const rows = Array.from(
    { length: 10_000 },
    (_, index) => `many-${fleet.code}-${index},many-${index},${fleet.code},production`,
  );
  for (let start = 0; start < rows.length; start += 1_000) {
    const csv = ['node_id,name,project,environment', ...rows.slice(start, start + 1_000)].join('\n');
    await world.admin.call('POST', '/nodes/tokens/bulk', csv);
  }
  await signIn(page, world, ADMIN, `/nodes?project=${fleet.projectId}`);
  const table = page.getByRole('table', { name: 'Nodes' });
  await expect(table).toHaveAttribute('aria-rowcount', '10002');
  expect(await page.locator('*').count()).toBeLessThan(1_500);
  await page.locator('main').focus();
  // Rows that come into view may be taller than they were taken for, so the end moves once on the way.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(table.locator('[data-index="10000"] a')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 120_000 });
  expect(await page.locator('*').count()).toBeLessThan(1_500);
});
