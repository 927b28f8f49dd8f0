import type { Page } from '@playwright/test';
import { Neighbour } from './support/neighbour';
import { waitingRelease } from './support/scene';
import { ADMIN, expect, signIn, test } from './support/world';

async function makeChannel(page: Page, url: string): Promise<void> {
  const panel = page.getByRole('region', { name: 'Channels' });
  await panel.getByRole('button', { name: 'New channel' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Webhook' }).click();
  await form.getByLabel('Name', { exact: true }).fill('Status board');
  await form.getByRole('button', { name: 'Make the channel' }).click();
  await expect(form.getByText('An address that begins with http:// or https://.')).toBeVisible();
  await form.getByLabel('Address').fill(`${url}/hook/not-told-again`);
  await form.getByRole('button', { name: 'Make the channel' }).click();
  await expect(page.getByText(/^whsec_[\w+/=-]+$/)).toBeVisible();
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Status board' })).toBeVisible();
  await expect(page.getByText('not-told-again')).toHaveCount(0);
}

async function testIt(page: Page, board: Neighbour): Promise<void> {
  board.answer = { status: 503, text: 'the board is being painted' };
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await expect(page.getByText('The test message was not taken.')).toBeVisible();
  await page.getByText('Raw answer').click();
  await expect(page.getByText('the board is being painted')).toBeVisible();
  board.answer = { status: 200, text: 'hung up' };
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await expect(page.getByText('The test message was taken.')).toBeVisible();
  expect(board.heard.at(-1)?.headers['webhook-signature']).toMatch(/^v1,/);
}

async function subscribe(page: Page): Promise<void> {
  await expect(page.getByText('It hears of nothing yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a subscription' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The subscriptions hold from now on.')).toBeVisible();
}

test(
  'a channel is made, tested, subscribed, told of a release and told again',
  { tag: ['@turn-b', '@group-2'] },
  async ({ page, world, errors }) => {
    const fleet = await world.fleet(0);
    const board = await Neighbour.start();
    await signIn(page, world, ADMIN, `/projects/${fleet.code}`);
    await makeChannel(page, board.url);
    await testIt(page, board);
    await subscribe(page);

    await page.getByRole('link', { name: 'Texts' }).click();
    const preview = page.locator('[data-preview]');
    await expect(preview.locator('p[lang="en"]')).not.toBeEmpty();
    await preview.getByText('中文').click();
    await expect(preview.locator('p[lang="zh-CN"]')).toHaveText(/[\u4e00-\u9fff]/);

    const told = board.heard.length;
    await waitingRelease(world, fleet);
    await page.getByRole('link', { name: 'Log' }).click();
    const log = page.getByRole('list', { name: 'Log' });
    await expect(log.getByText('Sent').first()).toBeVisible({ timeout: 30_000 });
    await log.getByText('1 attempt').first().click();
    await expect(log.getByText('hung up').first()).toBeVisible();
    const [first] = board.heard.slice(told);
    await log.getByRole('button', { name: 'Send again' }).last().click();
    await expect
      .poll(
        () =>
          board.heard.filter(({ headers }) => headers['webhook-id'] === first?.headers['webhook-id']).length,
      )
      .toBe(2);
    await board.stop();
    expect(errors).toEqual([]);
  },
);
