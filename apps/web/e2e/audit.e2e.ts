import { readFileSync } from 'node:fs';
import { ADMIN, AUTHOR, expect, openAs, signIn, test } from './support/world';

test(
  'the audit log says what changed, is narrowed, taken along and proven',
  { tag: ['@turn-b', '@group-2'] },
  async ({ page, browser, world, errors }) => {
    const { id } = await world.admin.createProject('audited', 'Audited shop');
    await world.admin.call('PUT', `/projects/${id}`, { name: 'Audited, renamed' });
    const { items } = await world.admin.call<{ items: { id: string }[] }>('GET', '/users');
    await world.admin.call('PUT', `/projects/${id}/members/${items[0]?.id}`, { role: 'release_manager' });
    await signIn(page, world, ADMIN, `/audit?project=${id}`);
    await expect(page.getByText('Release manager', { exact: true })).toBeVisible();
    const opened = page.getByRole('button', { name: /Project changed/ });
    await expect(opened).toHaveCount(1);
    await expect(page.getByText('Audited shop', { exact: true }).first()).toBeVisible();
    await opened.click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('row', { name: 'Name Audited shop Audited, renamed' })).toBeVisible();
    await drawer.getByRole('button', { name: 'Only this request' }).click();
    await expect(page).toHaveURL(/[?&]request=[0-9a-f-]{36}/);
    await expect(page.getByRole('button', { name: /^Entry \d+/ })).toHaveCount(1);
    await page.reload();
    await expect(page.getByRole('button', { name: /^Entry \d+/ })).toHaveCount(1);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'As a table (CSV)' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('audit.csv');
    expect(
      readFileSync(await file.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(2);

    await page.getByRole('button', { name: /^Show others too/ }).click();
    await expect(page.getByRole('button', { name: /^Entry \d+/ })).toHaveCount(3);
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await expect(page.getByText(/^The log is whole: all \d+ entries/)).toBeVisible();

    const other = await openAs(browser, page, world, AUTHOR, '/audit');
    await expect(other.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible();
    await expect(other.getByText('You may not see this')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Verify the log' })).toHaveCount(0);
    expect(errors).toEqual([]);
  },
);
