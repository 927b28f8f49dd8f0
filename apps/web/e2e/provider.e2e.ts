import { expect, signIn, test } from './support/world';

test(
  'a person signs in through a provider that is another site, links an account, and is told what goes wrong',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, context, world, errors }) => {
    const { provider } = world.console;
    const there = page.getByRole('button', { name: 'Sign in with Demo ID' });
    const failed = page.getByRole('alert');

    await page.goto(`${world.url}/nodes`);
    await there.click();
    await expect(failed).toHaveText(/provider does not answer as it should/);
    await provider.switchOn();
    await expect(async () => {
      await there.click();
      await expect(page.getByRole('link', { name: 'Refuse' })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.getByRole('link', { name: 'Refuse' }).click();
    await expect(failed).toHaveText(/cancelled there/);
    await there.click();
    await page.getByRole('link', { name: 'tom' }).click();
    await expect(failed).toHaveText(/None of your groups has a role here/);

    // Whom the provider still knows it asks no more.
    await context.clearCookies({ domain: 'localhost' });
    const project = await world.admin.createProject(world.fresh('shop'), 'Shop');
    await there.click();
    await page.getByRole('link', { name: 'pia' }).click();
    await expect(page).toHaveURL(`${world.url}/nodes`);
    await expect(page.locator('[data-connection]')).toHaveAttribute('data-connection', 'live');
    await page.goto(`${world.url}/settings/profile`);
    await expect(page.getByText('You sign in with Demo ID and have no password here.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Change password' })).toHaveCount(0);
    await page.goto(`${world.url}/projects/${project.id}`);
    await expect(page.getByText('By group')).toBeVisible();

    await context.clearCookies();
    const person = { email: `${world.fresh('linus')}@example.com`, password: 'a long way to the harbour' };
    await world.admin.createUser({ ...person, name: 'Linus Park' });
    await signIn(page, world, person, '/settings/profile');
    await page.locator('form').getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Link with Demo ID' }).click();
    await page.getByRole('link', { name: 'tom' }).click();
    await expect(page.getByText('Your account is linked')).toBeVisible();
    await provider.switchOff();
    expect(errors).toEqual([]);
  },
);
