import type { Page } from '@playwright/test';
import { Neighbour } from './support/neighbour';
import { ADMIN, expect, signIn, test, type World } from './support/world';

const JOB = 'team/my-svc';

interface Place {
  readonly id: string;
  readonly code: string;
  readonly bin: string;
}

async function place(world: World): Promise<Place> {
  const code = world.fresh('built');
  const { id } = await world.admin.createProject(code, `Built ${code}`);
  const bin = `${code}-svc`;
  await world.admin.call('POST', '/bins', { projectId: id, name: bin });
  return { id, code, bin };
}

async function makeSource(page: Page, baseUrl: string): Promise<{ url: string; secret: string }> {
  const panel = page.getByRole('region', { name: 'Sources of builds' });
  await panel.getByRole('button', { name: 'New source' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Make it and show its secret' }).click();
  await expect(form.getByText('This is needed.')).toBeVisible();
  await form.getByLabel('Name', { exact: true }).fill('Main Jenkins');
  await form.getByLabel('Base URL').fill(`${baseUrl}/`);
  await form.getByLabel('API token').fill('not-told-again');
  await form.getByRole('button', { name: 'Make it and show its secret' }).click();
  const secret = (await page.getByText(/^whsec_[\w+/=-]+$/).textContent()) ?? '';
  const lines = (await page.locator('code', { hasText: 'withCredentials' }).textContent()) ?? '';
  const url = /https?:\/\/[^\s']+\/webhooks\/jenkins\/[\w-]+/.exec(lines)?.[0] ?? '';
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Main Jenkins' })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  return { url, secret };
}

/** What the lines of the Jenkinsfile send. */
async function tell(hook: { url: string; secret: string }, number: number, status: string): Promise<number> {
  const build = {
    ...{ job: JOB, number, status, branch: 'main', commit: 'c0ffee'.repeat(6), by: 'Li Wei' },
    parameters: { VERSION: `2.4.${number}` },
    artifacts: [{ path: 'dist/my-svc-amd64' }, { path: 'dist/notes.txt' }],
  };
  const answer = await fetch(hook.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${hook.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ build }),
  });
  return answer.status;
}

async function makeRule(page: Page, bin: string): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Job' }).fill(JOB);
  await form.getByRole('textbox', { name: 'File', exact: true }).fill('dist/my-svc-{arch}');
  await form.getByRole('combobox', { name: 'Becomes a version of the bin' }).fill(bin);
  await page.getByRole('option', { name: bin }).click();
  await form.getByRole('textbox', { name: 'Version', exact: true }).fill('{parameter.VERSIONS}');
  await form.getByRole('textbox', { name: 'Architecture' }).fill('{file.arch}');
  await form.getByRole('button', { name: 'Try', exact: true }).click();
  const trial = form.getByRole('region', { name: 'Try it on past builds' });
  await expect(trial).toContainText('No file of 1 build would become a version.');
  await expect(trial).toContainText('There is no {parameter.VERSIONS} in this build.');
  await form.getByRole('textbox', { name: 'Version', exact: true }).fill('{parameter.VERSION}');
  await expect(trial).toContainText('The rule has changed since.');
  await form.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(trial).toContainText('1 file of 1 build would become a version.');
  await expect(trial).toContainText('→ 2.4.1 amd64');
  await form.getByRole('button', { name: 'Make the rule' }).click();
  await expect(form.getByText('This is needed.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Name' }).fill('Everything of main');
  await form.getByRole('button', { name: 'Make the rule' }).click();
  await expect(form).toBeHidden();
}

test(
  'a build is told, a rule is tried on it, and the next one becomes a version that says where it came from',
  { tag: ['@turn-a', '@group-1'] },
  async ({ page, world, errors }) => {
    const { code, bin } = await place(world);
    const jenkins = await Neighbour.start();
    jenkins.files.set('/api/json', '{}');
    jenkins.files.set('/job/team/job/my-svc/2/artifact/dist/my-svc-amd64', 'made by a builder\n');
    jenkins.files.set('/job/team/job/my-svc/2/api/json', '{"fingerprint":[]}');
    await signIn(page, world, ADMIN, `/projects/${code}`);
    const hook = await makeSource(page, jenkins.url);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('It answers as it should')).toBeVisible();

    expect(await tell({ ...hook, secret: 'whsec_AAAA' }, 1, 'SUCCESS')).toBe(401);
    expect(await tell(hook, 1, 'SUCCESS')).toBe(202);
    expect(await tell(hook, 1, 'SUCCESS')).toBe(200);
    await page.getByRole('link', { name: 'Calls' }).click();
    const calls = page.getByRole('list', { name: 'Calls' });
    await expect(calls.getByText('came again once, with no effect')).toBeVisible();
    await calls.getByText('What came').click();
    await expect(
      calls
        .locator('code', { hasText: '"my-svc-amd64"' })
        .or(calls.locator('code', { hasText: 'dist/my-svc-amd64' })),
    ).toBeVisible();

    await page.getByRole('link', { name: 'Rules' }).click();
    await makeRule(page, bin);
    expect(await tell(hook, 2, 'SUCCESS')).toBe(202);
    expect(await tell(hook, 3, 'FAILURE')).toBe(202);
    await page.getByRole('link', { name: 'Builds', exact: true }).last().click();
    const builds = page.getByRole('list', { name: 'Builds' });
    await expect(builds.getByText('Nothing came of it: the build failed.')).toBeVisible();
    await builds.getByRole('link', { name: `${JOB} #2` }).click();
    await expect(page.getByRole('heading', { level: 1, name: `${JOB} #2` })).toBeVisible();
    const came = page.getByRole('list', { name: 'Files that become versions' });
    await expect(came.getByText('Here')).toBeVisible();
    await came.getByRole('link', { name: `${bin} 2.4.2 amd64` }).click();

    const origin = page.getByRole('region', { name: 'Where it came from' });
    await expect(origin).toContainText('dist/my-svc-amd64');
    await expect(origin).toContainText('Main Jenkins (Jenkins)');
    await expect(origin).toContainText('Li Wei');
    await page.getByRole('link', { name: bin, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Builds' })).toContainText(`${JOB} #2`);
    await jenkins.stop();
    expect(errors).toEqual([]);
  },
);

test(
  'a build is started here and followed through the queue to its version',
  { tag: ['@turn-b', '@group-3'] },
  async ({ page, world, errors }) => {
    const { id: projectId, bin } = await place(world);
    const jenkins = await Neighbour.start();
    const { source } = await world.admin.call<{ source: { id: string } }>('POST', '/ci/sources', {
      ...{ projectId, kind: 'jenkins', name: 'Main Jenkins', baseUrl: `${jenkins.url}/`, pollSeconds: 0 },
      ...{ userName: 'console', token: 'api-token' },
    });
    await world.admin.call('POST', '/ci/rules', {
      ...{ sourceId: source.id, name: 'All', job: JOB, file: 'dist/my-svc', bin, arch: 'amd64' },
      version: '{parameter.VERSION}',
    });
    jenkins.answer = { status: 201, text: '', location: `${jenkins.url}/queue/item/7/` };
    jenkins.files.set('/queue/item/7/api/json', JSON.stringify({ why: 'Waiting for an executor' }));
    await signIn(page, world, ADMIN, `/settings/builds/${source.id}?tab=started`);
    await page.getByRole('button', { name: 'Start a build' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Job' }).fill(JOB);
    await form.getByRole('textbox', { name: 'Parameters' }).fill('VERSION 3.0');
    await expect(form.getByText('Write each line as NAME=value.')).toBeVisible();
    await form.getByRole('textbox', { name: 'Parameters' }).fill('VERSION=3.0');
    await form.getByRole('button', { name: 'Start', exact: true }).click();
    const starts = page.getByRole('list', { name: 'Started here' });
    await expect(starts.getByText('Waiting for an executor')).toBeVisible({ timeout: 30_000 });
    expect(jenkins.heard.at(-1)?.body).toBe('VERSION=3.0');

    const build = { number: 9, queueId: 7, result: 'SUCCESS', building: false, timestamp: Date.now() };
    const parameters = [{ name: 'VERSION', value: '3.0' }];
    jenkins.files.set('/job/team/job/my-svc/9/artifact/dist/my-svc', 'started by a person\n');
    jenkins.files.set(
      '/job/team/job/my-svc/9/api/json',
      JSON.stringify({ ...build, artifacts: [{ relativePath: 'dist/my-svc' }], actions: [{ parameters }] }),
    );
    jenkins.files.set('/queue/item/7/api/json', JSON.stringify({ executable: { number: 9 } }));
    await expect(starts.getByText('Ended')).toBeVisible({ timeout: 30_000 });
    await starts.getByRole('link', { name: `${JOB} #9` }).click();
    const came = page.getByRole('list', { name: 'Files that become versions' });
    await expect(came.getByText('Here')).toBeVisible({ timeout: 30_000 });
    await came.getByRole('link', { name: `${bin} 3.0 amd64` }).click();
    await expect(page.getByRole('region', { name: 'Where it came from' })).toContainText(`${JOB} #9`);
    await jenkins.stop();
    expect(errors).toEqual([]);
  },
);
