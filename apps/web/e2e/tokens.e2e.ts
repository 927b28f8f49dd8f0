import { ADMIN, expect, signIn, test } from './support/world';

test(
  'a service token is made, shown once, used and revoked',
  { tag: ['@turn-b', '@group-0'] },
  async ({ page, world, errors }) => {
    const { id } = await world.admin.createProject('tokened', 'Tokened shop');
    await signIn(page, world, ADMIN, `/projects/${id}`);
    const panel = page.getByRole('region', { name: 'Service tokens' });
    await panel.getByRole('button', { name: 'New token' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('build server');
    await form.getByRole('button', { name: 'Make token' }).click();
    const token = (await page.getByText(/^rct_[0-9a-f]{12}_[\w-]{43}$/).textContent()) ?? '';
    const ask = (): Promise<number> =>
      fetch(`${world.url}/api/v1/projects/${id}`, { headers: { authorization: `Bearer ${token}` } }).then(
        ({ status }) => status,
      );
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await expect(page.getByText(token)).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('last used')).toBeVisible();
    await page.getByRole('button', { name: 'Revoke build server' }).click();
    await expect(page.getByText(/refused within seconds/)).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByText('No tokens yet')).toBeVisible();
    await expect.poll(ask).toBe(401);
    expect(errors).toEqual([]);
  },
);
