import { APPROVER, AUTHOR, expect, signIn, test } from './support/world';

test(
  'what was typed into the form of a release is not lost @desktop',
  { tag: '@half-a' },
  async ({ page, world }) => {
    const { projectId, environmentId, bin } = await world.fleet(1);
    await world.admin.upload(bin, '1.1', `another of ${bin}\n`);
    await signIn(page, world, AUTHOR);
    await page.goto(
      `${world.url}/releases/new?project=${projectId}&environment=${environmentId}&bin=${bin}&version=1.0`,
    );
    const notes = page.getByLabel('Notes for whoever approves');
    await notes.fill('Half a sen');
    await page.reload();
    await expect(notes).toHaveValue('Half a sen');
    await page.getByRole('link', { name: 'Releases', exact: true }).first().click();
    await expect(notes).toBeHidden();
    await page.goBack();
    await expect(notes).toHaveValue('Half a sen');
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${bin} 1.0`);

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.goto(`${world.url}/releases/${id}/edit`);
    await page.getByRole('combobox', { name: 'Version', exact: true }).click();
    await page.getByRole('option', { name: '1.1' }).click();
    await notes.fill('A whole sentence');
    await page.reload();
    await expect(notes).toHaveValue('A whole sentence');

    const colleague = await world.api(APPROVER);
    const { plan } = await colleague.call<{ plan: object }>('GET', `/releases/${id}`);
    await colleague.call('PUT', `/releases/${id}`, { ...plan, notes: 'Another sentence' });
    await expect(page.getByText('Somebody changed the draft while it was open here')).toBeVisible();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.locator('ins', { hasText: 'Another sentence' })).toBeVisible();
    expect((await colleague.call<{ notes: string }>('GET', `/releases/${id}`)).notes).toBe(
      'Another sentence',
    );
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${bin} 1.1`);
    expect((await colleague.call<{ notes: string }>('GET', `/releases/${id}`)).notes).toBe(
      'A whole sentence',
    );
  },
);
