import type { Page } from '@playwright/test';
import { until } from './support/processes';
import { confirm, seeStatus } from './support/release-page';
import {
  ADMIN,
  APPROVER,
  AUTHOR,
  expect,
  openAs,
  signIn,
  test,
  type Fleet,
  type World,
} from './support/world';

const BASE = 'log:\n  level: info\nserver:\n  workers: 4\n';

const editor = (page: Page, name: string) => page.getByRole('textbox', { name: `Text of ${name}` });

async function write(page: Page, name: string, text: string): Promise<void> {
  await expect(page.locator('[data-editor] .cm-content').first()).toBeVisible();
  await editor(page, name).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Rules that do not wait, for the release of a file. */
async function quickRules(world: World, { projectId }: Fleet): Promise<void> {
  await world.admin.call('POST', `/projects/${projectId}/strategy-templates`, {
    name: 'At once',
    strategy: { type: 'rolling', batch: '100%' },
    maxUnavailable: '100%',
    minReadySeconds: 1,
    defaultForEnvironmentIds: [],
  });
}

async function publish(page: Page, why: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why (for approvers)').fill(why);
  await dialog.getByLabel('How it goes out').click();
  await page.getByRole('option', { name: 'At once' }).click();
  await expect(dialog).toContainText('Makes a release to Production');
  await dialog.getByRole('button', { name: 'Publish to Production' }).click();
  await page.waitForURL(/\/releases\/[\w-]+$/);
}

async function approveAndDeploy(author: Page, approver: Page, code: string, shows: RegExp): Promise<void> {
  await seeStatus(author, 'Waiting for approval');
  await approver.goto(author.url().replace('/releases/', '/approvals/'));
  await expect(approver.locator('[data-config-change]')).toContainText(shows);
  await approver.getByRole('button', { name: /^Approve plan/ }).click();
  const dialog = approver.getByRole('dialog');
  const typed = dialog.getByLabel(`Type ${code} to confirm`);
  if (await typed.isVisible()) await typed.fill(code);
  const tick = dialog.getByRole('checkbox');
  if (await tick.isVisible()) await tick.check();
  await dialog.locator('[data-confirm]').click();
  await seeStatus(author, 'Approved');
  await confirm(author, 'deploy', code);
  await seeStatus(author, 'Done');
}

test(
  'a text is written, reviewed, approved, and lands on the hosts; and goes back',
  { tag: ['@turn-a', '@half-b'] },
  async ({ page, browser, world, errors }) => {
    test.setTimeout(240_000);
    const fleet = await world.fleet(2, 'production', 'app.yaml');
    const { code, projectId, hosts } = fleet;
    await quickRules(world, fleet);
    await signIn(page, world, AUTHOR, `/config?project=${projectId}`);
    await expect(page.getByText('Nothing matches')).toBeVisible();
    await page.getByRole('button', { name: 'New file' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('app.yaml');
    await form.getByLabel('First text of the base').fill(BASE);
    await form.getByRole('button', { name: 'Create the file' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'app.yaml' })).toBeVisible();

    await page.locator('[data-layer="production"]').click();
    await page.getByRole('button', { name: 'Give it its own' }).click();
    await write(page, 'Production', 'log:\n  level: [warn\n');
    await expect(page.locator('[data-faults]')).toContainText(/Line \d+, column \d+/);
    await write(page, 'Production', 'log:\n  level: warn\n');
    await expect(page.locator('[data-faults]')).toHaveCount(0);
    await page.getByLabel('Why (for the history)').fill('Less noise');
    await editor(page, 'Production').focus();
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText('Version 1 by Li Wei')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('dialog')).toContainText('level: warn');
    await publish(page, 'Production says too much.');

    const approver = await openAs(browser, page, world, APPROVER, '/');
    await approveAndDeploy(page, approver, code, /app\.yaml/);
    for (const host of hosts) expect(host.configured()).toContain('level: warn');

    const [{ id }] = (
      await world.admin.call<{ items: [{ id: string }] }>('GET', `/configs?projectId=${projectId}`)
    ).items;
    const file = `${world.url}/config/${id}?layer=production`;
    await page.goto(file);
    await write(page, 'Production', 'log:\n  level: error\n');
    await page.getByRole('button', { name: 'Save and review' }).click();
    await expect(page.getByRole('dialog').locator('[data-line="added"]')).toContainText('level: error');
    await publish(page, 'Still too much.');
    await approveAndDeploy(page, approver, code, /level: error/);
    for (const host of hosts) expect(host.configured()).toContain('level: error');

    await page.goto(`${file}&tab=instances`);
    await expect(page.locator('[data-instance-counts]')).toContainText('In sync 2');

    await page.goto(`${file}&tab=history`);
    await page.getByRole('button', { name: 'Roll back to no. 1' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('[data-line="added"]')).toContainText('level: warn');
    await dialog.getByLabel(/^Reason/).fill('We need the warnings.');
    const typed = dialog.getByLabel(`Type ${code} to confirm`);
    if (await typed.isVisible()) await typed.fill(code);
    else await dialog.getByRole('checkbox').check();
    await dialog.locator('[data-confirm]').click();
    await page.waitForURL(/\/releases\/[\w-]+$/);
    await seeStatus(page, 'Done');
    await until('the first text on all hosts', 20_000, () =>
      Promise.resolve(hosts.every((host) => host.configured()?.includes('level: warn')) || undefined),
    );
    // Whoever publishes next does not ship the bad text again.
    await page.goto(file);
    await expect(editor(page, 'Production')).toContainText('level: warn');
    expect(errors).toEqual([]);
  },
);

interface TwoPeople {
  readonly author: Page;
  readonly other: Page;
  readonly url: string;
}

async function twoAtOneText(
  page: Page,
  browser: Parameters<typeof openAs>[0],
  world: World,
): Promise<TwoPeople> {
  const { projectId } = await world.fleet(0);
  const { id } = await world.admin.call<{ id: string }>('POST', '/configs', {
    ...{ projectId, name: 'app.yaml', format: 'yaml', text: BASE },
  });
  const path = `/config/${id}`;
  await signIn(page, world, AUTHOR, path);
  return { author: page, other: await openAs(browser, page, world, APPROVER, path), url: path };
}

test(
  'two people who save the same text lose nothing, and say which it is where both changed one key',
  { tag: ['@turn-b', '@half-a'] },
  async ({ page, browser, world, errors }) => {
    test.setTimeout(180_000);
    const { author, other } = await twoAtOneText(page, browser, world);
    await write(author, 'Base', 'log:\n  level: info\nserver:\n  workers: 8\n');
    await expect(other.locator('[data-presence]')).toContainText('Li Wei is editing this too.');
    await write(other, 'Base', 'log:\n  level: debug\nserver:\n  workers: 4\n');
    await other.getByRole('button', { name: 'Save draft' }).click();
    await expect(other.getByText('Version 2 by Ana Souza')).toBeVisible();

    await expect(author.getByText('Ana Souza saved version 2 meanwhile')).toBeVisible();
    await expect(editor(author, 'Base')).toContainText('workers: 8');
    await author.getByRole('button', { name: 'Save draft' }).click();
    const dialog = author.getByRole('dialog');
    await expect(dialog).toContainText('so both are kept');
    await dialog.getByRole('button', { name: 'Save both' }).click();
    await expect(author.getByText('Version 3 by Li Wei')).toBeVisible();
    await expect(editor(author, 'Base')).toContainText('level: debug');
    await expect(editor(author, 'Base')).toContainText('workers: 8');

    await expect(editor(other, 'Base')).toContainText('workers: 8');
    await write(author, 'Base', 'log:\n  level: error\nserver:\n  workers: 8\n');
    await write(other, 'Base', 'log:\n  level: trace\nserver:\n  workers: 16\n');
    await other.getByRole('button', { name: 'Save draft' }).click();
    await expect(other.getByText('Version 4 by Ana Souza')).toBeVisible();
    await author.getByRole('button', { name: 'Save draft' }).click();
    const conflict = author.locator('[data-conflict="log.level"]');
    await expect(conflict).toContainText('"trace"');
    await conflict.getByRole('radio', { name: 'Theirs' }).check();
    await expect(dialog.getByRole('textbox', { name: 'What both make together' })).toContainText('trace');
    await dialog.getByRole('button', { name: 'Save both' }).click();
    await expect(editor(author, 'Base')).toContainText('workers: 16');
    await expect(editor(author, 'Base')).toContainText('level: trace');
    expect(errors).toEqual([]);
  },
);

test(
  'what was typed and not saved is asked about, and is there after a reload',
  { tag: ['@turn-a', '@half-a'] },
  async ({ page, world, errors }) => {
    const { projectId } = await world.fleet(0);
    const { id } = await world.admin.call<{ id: string }>('POST', '/configs', {
      ...{ projectId, name: 'app.yaml', format: 'yaml', text: BASE },
    });
    await signIn(page, world, AUTHOR, `/config/${id}`);
    await write(page, 'Base', 'log:\n  level: kept\n');
    await page.getByRole('link', { name: 'Config', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Leave without saving?');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    page.on('dialog', (asked) => void asked.accept());
    await page.reload();
    await expect(page.getByText('Unsaved changes from your last visit are back')).toBeVisible();
    await expect(page.locator('[data-editor] .cm-content')).toBeVisible();
    await expect(editor(page, 'Base')).toContainText('level: kept');
    await editor(page, 'Base').focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(editor(page, 'Base')).not.toBeFocused();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect(editor(page, 'Base')).toContainText('level: info');
    expect(errors).toEqual([]);
  },
);

test(
  'a secret is set, is never in the page of whoever may not see it, and goes with the dialog of whoever may',
  { tag: ['@turn-b', '@half-b'] },
  async ({ page, browser, world, errors }) => {
    test.setTimeout(120_000);
    const value = `sesame-${world.fresh('s')}`;
    const { projectId } = await world.fleet(0);
    const path = `/config?tab=secrets&project=${projectId}`;
    await signIn(page, world, AUTHOR, path);
    const seen: string[] = [];
    page.on(
      'response',
      (response) =>
        void response.text().then(
          (text) => seen.push(text),
          () => undefined,
        ),
    );
    await page.getByRole('button', { name: 'New secret' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('DB_PASSWORD');
    await form.getByLabel('Value', { exact: true }).fill(value);
    await form.getByRole('button', { name: 'Save the value' }).click();
    await expect(page.locator('[data-secret="DB_PASSWORD"]')).toContainText('value no. 1');
    await expect(form).toBeHidden();
    const { id } = await world.admin.call<{ id: string }>('POST', '/configs', {
      ...{ projectId, name: 'app.json', format: 'json', text: '{"password":"${secret:DB_PASSWORD}"}' },
    });
    const whole = await world.admin.call<{ id: string }>('POST', '/configs', {
      ...{ projectId, name: 'keys.json', format: 'json', isSecret: true, text: `{"k":"${value}"}` },
    });
    await page.reload();
    await expect(page.getByRole('button', { name: 'Reveal' })).toHaveAttribute('aria-disabled', 'true');
    for (const tab of ['draft', 'effective', 'history'])
      for (const file of [id, whole.id]) {
        await page.goto(`${world.url}/config/${file}?layer=production&tab=${tab}`);
        await page.waitForLoadState('networkidle');
        expect(await page.content()).not.toContain(value);
      }
    expect(seen.join('\n')).not.toContain(value);

    const admin = await openAs(browser, page, world, ADMIN, path);
    await admin.getByRole('button', { name: 'Reveal' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel(/^Reason/).fill('To compare it.');
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(dialog).toContainText(value);
    await dialog.getByRole('button', { name: 'Hide it again' }).click();
    await expect(dialog).toBeHidden();
    expect(await admin.content()).not.toContain(value);

    await admin.goto(`${world.url}/config/${whole.id}`);
    await admin.getByRole('button', { name: 'Reveal' }).click();
    await dialog.getByLabel(/^Reason/).fill('To correct it.');
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(editor(admin, 'Base')).toContainText(value);
    await write(admin, 'Base', '{"k":"another"}');
    await admin.getByRole('button', { name: 'Save draft' }).click();
    await expect(admin.getByText('Saved as version 2 of Base')).toBeVisible();
    await admin.reload();
    await expect(admin.getByRole('button', { name: 'Reveal' })).toBeVisible();
    expect(await admin.content()).not.toContain('another');
    expect(await admin.evaluate(() => JSON.stringify(localStorage))).not.toContain('another');
    expect(errors).toEqual([]);
  },
);
