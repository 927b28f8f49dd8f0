import type { Page } from '@playwright/test';
import { Neighbour } from './support/neighbour';
import { ADMIN, expect, signIn, test } from './support/world';

const dialogOf = (page: Page) => page.getByRole('dialog');

async function call(url: string, secret: string, number: number): Promise<number> {
  const build = {
    ...{ job: 'team/my-svc', number, status: 'SUCCESS', parameters: { VERSION: `1.${number}` } },
    artifacts: [{ path: 'dist/my-svc' }],
  };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ build }),
  });
  return answer.status;
}

test(
  'a source is changed, given a new secret, switched off and on, and deleted; its rule too',
  { tag: ['@turn-c', '@group-2'] },
  async ({ page, world, errors }) => {
    const code = world.fresh('acts');
    const { id: projectId } = await world.admin.createProject(code, `Acts ${code}`);
    const bin = `${code}-svc`;
    await world.admin.call('POST', '/bins', { projectId, name: bin });
    const jenkins = await Neighbour.start();
    jenkins.files.set('/job/team/job/my-svc/1/artifact/dist/my-svc', 'built\n');
    jenkins.files.set('/job/team/job/my-svc/1/api/json', '{"fingerprint":[]}');
    const { source, secret } = await world.admin.call<{
      source: { id: string; webhookUrl: string };
      secret: string;
    }>('POST', '/ci/sources', {
      ...{ projectId, kind: 'generic', name: 'Old name', baseUrl: `${jenkins.url}/`, pollSeconds: 0 },
    });
    await world.admin.call('POST', '/ci/rules', {
      ...{ sourceId: source.id, name: 'All', job: 'team/other', file: 'dist/my-svc', bin, arch: 'amd64' },
      version: '{parameter.VERSION}',
    });
    await signIn(page, world, ADMIN, `/settings/builds/${source.id}?tab=deliveries`);
    const url = source.webhookUrl;
    const hook = new URL(new URL(url).pathname, page.url()).href;
    expect(await call(hook, secret, 1)).toBe(202);
    const calls = page.getByRole('list', { name: 'Calls' });
    await expect(calls.getByText('No rule is about a file of this build.')).toBeVisible({ timeout: 30_000 });

    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('list', { name: 'Rules' }).getByRole('button', { name: 'Edit' }).click();
    await dialogOf(page).getByRole('textbox', { name: 'Job' }).fill('team/*');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('All is followed for builds that finish from now on.')).toBeVisible();
    await page.getByRole('link', { name: 'Calls' }).click();
    await calls.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByText('It is looked at again, with the rules of now.')).toBeVisible();
    await expect(calls.getByText('1 file is brought in.')).toBeVisible({ timeout: 30_000 });

    await page.getByRole('button', { name: 'New secret' }).click();
    await dialogOf(page).getByRole('combobox', { name: 'The secret so far is taken' }).click();
    await page.getByRole('option', { name: 'no longer' }).click();
    await dialogOf(page).getByRole('button', { name: 'New secret' }).click();
    const next = (await page.getByText(/^whsec_[\w+/=-]+$/).textContent()) ?? '';
    await page.getByRole('button', { name: 'I have saved it' }).click();
    expect(await call(hook, secret, 2)).toBe(401);
    expect(await call(hook, next, 2)).toBe(202);

    await page.getByRole('button', { name: 'Switch off' }).click();
    await dialogOf(page).getByRole('button', { name: 'Switch off' }).click();
    await expect(page.getByText('Old name is switched off.')).toBeVisible();
    expect(await call(hook, next, 3)).toBe(401);
    await page.getByRole('button', { name: 'Switch on' }).click();
    await dialogOf(page).getByRole('button', { name: 'Switch on' }).click();
    await expect(page.getByText('Old name is switched on.')).toBeVisible();
    expect(await call(hook, next, 3)).toBe(202);

    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('New name');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'New name' })).toBeVisible();

    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('list', { name: 'Rules' }).getByRole('button', { name: 'Delete' }).click();
    await dialogOf(page).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('No rules yet')).toBeVisible();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(dialogOf(page)).toContainText('Versions that came from it stay');
    await dialogOf(page).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('New name is deleted.')).toBeVisible();
    expect(await call(hook, next, 4)).toBe(401);
    await jenkins.stop();
    expect(errors).toEqual([]);
  },
);

test(
  'a channel is changed, switched off and on, and deleted',
  { tag: ['@turn-a', '@group-2'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(0);
    const board = await Neighbour.start();
    const { id } = await world.admin.call<{ id: string }>('POST', '/notification-channels', {
      ...{ projectId: fleet.projectId, name: 'Old board', kind: 'webhook', url: `${board.url}/hook` },
    });
    await signIn(page, world, ADMIN, `/settings/channels/${id}`);
    await expect(page.getByText('Nothing sent yet')).toBeVisible();
    await page.getByRole('button', { name: 'Edit' }).click();
    await dialogOf(page).getByLabel('Name', { exact: true }).fill('New board');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('New board is saved.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'New board' })).toBeVisible();
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await expect(page.getByText('The test message was taken.')).toBeVisible();

    await page.getByRole('button', { name: 'Switch off' }).click();
    await dialogOf(page).getByRole('button', { name: 'Switch off' }).click();
    await expect(page.getByText('Switched off', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await dialogOf(page).getByRole('button', { name: 'Switch on' }).click();
    await expect(page.getByText('Switched off', { exact: true })).toHaveCount(0);

    await page.getByRole('button', { name: 'Delete' }).click();
    await dialogOf(page).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('New board is deleted.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'New board' })).toHaveCount(0);
    await board.stop();
    expect(errors).toEqual([]);
  },
);
