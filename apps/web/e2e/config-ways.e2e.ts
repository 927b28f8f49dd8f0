import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AUTHOR, expect, signIn, test, type World } from './support/world';

const BASE = 'log:\n  level: info\nserver:\n  workers: 4\n';

async function fileOf(world: World, projectId: string): Promise<string> {
  const { id } = await world.admin.call<{ id: string }>('POST', '/configs', {
    ...{ projectId, name: 'app.yaml', format: 'yaml', text: BASE },
  });
  await world.admin.call('PUT', `/configs/${id}/layers/staging`, {
    ...{ text: 'server:\n  workers: 32\n', removedKeys: [], parentVersion: 0, message: 'tried out' },
  });
  return id;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test(
  'a key is found where it stands, taken over to production, and goes along with a program',
  { tag: ['@turn-b', '@half-b'] },
  async ({ page, world, errors }) => {
    test.setTimeout(120_000);
    const { projectId, environmentId, bin } = await world.fleet(0);
    const id = await fileOf(world, projectId);
    await signIn(page, world, AUTHOR, `/config?project=${projectId}&q=WORKERS`);
    const found = page.locator('[data-matches]');
    await expect(found).toContainText('workers: 32');
    await found.getByRole('link').last().click();
    await expect(page).toHaveURL(/layer=staging&line=2/);
    await expect(page.locator('[data-layer="staging"]')).toHaveAttribute('aria-pressed', 'true');

    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await choose(page, 'From', 'Draft of Staging');
    await choose(page, 'To', 'Draft of Production');
    await expect(page).toHaveURL(/compare=draft%3Astaging\.\.draft%3Aproduction/);
    const key = page.locator('[data-key="server.workers"]');
    await expect(key).toContainText('32');
    await key.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Take 1 key over to Production' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take 1 key over to Production' }).click();
    await expect(page.getByText('No change: both texts are the same.')).toBeVisible();

    await page.goto(
      `${world.url}/releases/new?project=${projectId}&environment=${environmentId}&bin=${bin}&version=1.0`,
    );
    const config = page.locator('[data-config="app.yaml"]');
    await config.getByRole('button', { name: 'What changes' }).click();
    await expect(config).toContainText('The first text of this environment');
    await config.getByRole('button', { name: 'Take along' }).click();
    await expect(page.locator('[data-other-bin="2"]').getByRole('combobox').first()).toHaveValue(
      /app\.yaml$/,
    );
    await expect(config.getByRole('button', { name: 'Leave out' })).toBeVisible();

    const { text } = await world.admin.call<{ text: string }>('GET', `/configs/${id}/layers/production`);
    expect(text).toContain('32');
    expect(errors).toEqual([]);
  },
);

test(
  'files go out as a zip and come in elsewhere, first only to see what would be done',
  { tag: ['@turn-a', '@half-a'] },
  async ({ page, world, errors }) => {
    const from = await world.fleet(0);
    const to = await world.fleet(0);
    await fileOf(world, from.projectId);
    await signIn(page, world, AUTHOR, `/config?project=${from.projectId}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const path = await (await download).path();
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');

    await page.goto(`${world.url}/config?project=${to.projectId}`);
    await page.getByRole('button', { name: 'Import' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type="file"]').setInputFiles({
      ...{ name: 'config.zip', mimeType: 'application/zip', buffer: readFileSync(path) },
    });
    await dialog.getByRole('button', { name: 'Show what would be done' }).click();
    await expect(dialog.locator('[data-outcomes] li')).toHaveCount(2);
    const none = await world.admin.call<{ items: unknown[] }>('GET', `/configs?projectId=${to.projectId}`);
    expect(none.items).toEqual([]);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: 'app.yaml' })).toBeVisible();
    expect(errors).toEqual([]);
  },
);
