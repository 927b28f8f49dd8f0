import { confirm, seeStatus } from './support/release-page';
import { APPROVER, AUTHOR, expect, fillSignIn, signIn, test } from './support/world';

test(
  'a link from a chat leads through sign-in to the release, where it is approved and started',
  { tag: '@turn-b' },
  async ({ page, world }) => {
    const fleet = await world.fleet(1);
    const author = await world.api(AUTHOR);
    const { id } = await author.createRelease(fleet.environmentId, fleet.bin, '1.0');
    const link = `/releases/${id}?wave=0#nodes`;

    await page.goto(world.url + link);
    await expect(page).toHaveURL(/\/login\?returnTo=/);
    await fillSignIn(page, APPROVER);
    await expect(page).toHaveURL(world.url + link);
    await seeStatus(page, 'Waiting for approval');
    await confirm(page, 'approve', fleet.code);
    await confirm(page, 'deploy', fleet.code);
    await seeStatus(page, 'Done');
  },
);

test('another site can not be a place to return to', { tag: '@turn-a' }, async ({ page, world }) => {
  await signIn(page, world, AUTHOR);
  for (const target of [
    'https://evil.example',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`${world.url}/login?returnTo=${encodeURIComponent(target)}`);
    await expect(page).toHaveURL(`${world.url}/`);
  }
});

test(
  'a wrong password is said beside the field and nothing is lost',
  { tag: '@turn-b' },
  async ({ page, world }) => {
    await page.goto(`${world.url}/login?returnTo=%2Freleases`);
    await fillSignIn(page, { email: AUTHOR.email, password: 'not-the-password' });
    await expect(page.getByRole('alert')).toContainText('do not belong together');
    await fillSignIn(page, AUTHOR);
    await expect(page).toHaveURL(`${world.url}/releases`);
  },
);
