import { confirm, isPhone, press, seeStatus } from './support/release-page';
import { ADMIN, APPROVER, AUTHOR, expect, openAs, signIn, test } from './support/world';
import type { Page } from '@playwright/test';

/** Project, upload, release, approval by somebody else, watching, and back again: all of it through the screen. */
test(
  'a project ships a version, a second one, and goes back',
  { tag: ['@turn-b', '@half-a'] },
  async ({ page, browser, world, errors }) => {
    test.setTimeout(240_000);
    const code = world.fresh('pay');
    const bin = `${code}-api`;

    await signIn(page, world, ADMIN, '/projects');
    await createProject(page, code);
    const { id: projectId, environments } = await world.admin.call<{
      id: string;
      environments: { id: string; code: string }[];
    }>('GET', `/projects/${code}`);
    await world.addMembers(projectId);
    await createBin(page, bin);
    await uploadVersion(page, '1.0', `first of ${bin}\n`);
    const production = environments.find((environment) => environment.code === 'production')?.id ?? '';
    const hosts = await world.join(production, bin, 3);

    const author = await openAs(browser, page, world, AUTHOR, `/releases/new?project=${projectId}`);
    await fillWizard(author, bin, '1.0');
    await seeStatus(author, 'Waiting for approval');
    await expect(author.locator('[data-headline]')).toContainText('Ana Souza');
    const releasePath = new URL(author.url()).pathname;

    const approver = await openAs(browser, page, world, APPROVER, '/');
    const needsYou = approver.getByRole('region', { name: /Needs you/ });
    await needsYou.getByRole('link', { name: new RegExp(bin) }).click();
    expect(new URL(approver.url()).pathname).toBe(releasePath);
    await confirm(approver, 'approve', code);
    await seeStatus(approver, 'Approved');

    // The author's page learns of it by itself.
    await seeStatus(author, 'Approved');
    await confirm(author, 'deploy', code);
    await seeStatus(author, 'Done');
    await expect(author.getByText('3 of 3 nodes done')).toBeVisible();
    for (const host of hosts) expect(host.installed()).toBe(`first of ${bin}\n`);

    await page.goto(`${world.url}/bins/${bin}`);
    await uploadVersion(page, '2.0', `second of ${bin}\n`);
    const second = await shipSecond(world.url, author, approver, projectId, bin, code);
    for (const host of hosts) expect(host.installed()).toBe(`second of ${bin}\n`);

    await author.goto(second);
    await press(author, 'rollback');
    const dialog = author.getByRole('dialog');
    await expect(dialog).toContainText('Roll back to 1.0');
    await expect(dialog).toContainText('PROD');
    await author.keyboard.press('Escape');
    await confirm(author, 'rollback', code, 'The second one is wrong.');
    await author.waitForURL((url) => url.href !== second && /\/releases\/[\w-]+$/.test(url.pathname));
    await startIfItWaits(author, code);
    await seeStatus(author, 'Done');
    for (const host of hosts) expect(host.installed()).toBe(`first of ${bin}\n`);
    expect(errors).toEqual([]);
  },
);

async function createProject(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).first().click();
  const dialog = page.getByRole('dialog');
  // Tests share the console, and no two projects look the same.
  const name = `Payments ${code}`;
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Code', { exact: true }).fill(code);
  await dialog.getByRole('button', { name: 'New project' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function createBin(page: Page, bin: string): Promise<void> {
  await page.goto(new URL('/bins', page.url()).href);
  await page.getByRole('button', { name: 'New bin' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Project' }).click();
  const projects = page.getByRole('option', { name: 'Payments' });
  // Other journeys on this console may have a project of the same name; the newest one is first.
  await projects.first().click();
  await dialog.getByLabel('Bin', { exact: true }).fill(bin);
  await dialog.getByRole('button', { name: 'New bin' }).click();
  await expect(page.getByRole('heading', { level: 1, name: bin })).toBeVisible();
}

async function uploadVersion(page: Page, version: string, content: string): Promise<void> {
  await page.getByRole('button', { name: 'Upload a version' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'program',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });
  await dialog.getByLabel('Version', { exact: true }).fill(version);
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(dialog.getByText(`Version ${version} is uploaded`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(page.getByRole('link', { name: version, exact: true })).toBeVisible();
}

async function next(page: Page): Promise<void> {
  if (isPhone(page)) await page.getByRole('button', { name: 'Next' }).click();
}

async function choose(page: Page, field: string, option: RegExp | string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
}

async function fillWizard(page: Page, bin: string, version: string): Promise<void> {
  await choose(page, 'Environment', /Production/i);
  await choose(page, 'Bin', bin);
  await choose(page, 'Version', version);
  await next(page);
  await next(page);
  await page.getByText('Rolling', { exact: true }).click();
  await page.getByLabel('Nodes per batch').fill('100%');
  await page.getByLabel('Must stay healthy for (seconds)').fill('1');
  await page.getByLabel('Out of service at once').fill('100%');
  await next(page);
  await expect(page.getByText('1 approval needed, from:')).toBeVisible();
  await page.getByRole('button', { name: 'Create and submit' }).click();
}

async function shipSecond(
  url: string,
  author: Page,
  approver: Page,
  projectId: string,
  bin: string,
  code: string,
): Promise<string> {
  await author.goto(`${url}/releases/new?project=${projectId}`);
  await fillWizard(author, bin, '2.0');
  await seeStatus(author, 'Waiting for approval');
  await approver.goto(author.url());
  await confirm(approver, 'approve', code);
  await seeStatus(author, 'Approved');
  await confirm(author, 'deploy', code);
  await seeStatus(author, 'Done');
  return author.url();
}

/** Within the rollback window the way back is approved already; it only has to be started where it does not start itself. */
async function startIfItWaits(page: Page, code: string): Promise<void> {
  await expect(page.locator('main h1 + *')).toHaveText(/Approved|Rolling out|Done/);
  if ((await page.locator('main h1 + *').textContent()) === 'Approved') await confirm(page, 'deploy', code);
}
