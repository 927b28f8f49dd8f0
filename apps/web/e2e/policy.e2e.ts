import { test } from './support/scene';
import { ADMIN, expect, signIn } from './support/world';

test(
  'S24 no page, dialog or description of the API needs more than the content security policy allows',
  { tag: ['@turn-a', '@group-0'] },
  async ({ page, world, scene }) => {
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`);
    });
    await signIn(page, world, ADMIN, '/projects');
    await page.getByRole('button', { name: 'New project' }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    for (const path of scene.all) {
      await page.goto(new URL(path, page.url()).href);
      await expect(page.getByRole('heading').first()).toBeVisible();
    }
    await page.goto(new URL('/api/docs', page.url()).href);
    await expect(page.getByText('Release Console', { exact: false }).first()).toBeVisible();
    expect(broken).toEqual([]);
  },
);

test(
  'F38 a name that hides or mixes letters says so where people are told apart',
  { tag: ['@turn-b', '@group-1'] },
  async ({ page, world }) => {
    await world.admin.createProject(`mixed-${Date.now()}`, 'P\u0430yroll\u202e');
    await signIn(page, world, ADMIN, '/projects');
    const name = page.getByText('⟨U+202E⟩');
    await expect(name).toBeVisible();
    await expect(page.getByRole('img', { name: /can not be seen/ }).first()).toBeVisible();
  },
);
