import { createHmac } from 'node:crypto';
import { expect, fillSignIn, signIn, test, watchConsole } from './support/world';

const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows `steps` after now (RFC 6238). */
function codeOf(secret: string, steps = 0): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_SECONDS) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const start = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test(
  'a person turns on the second factor, ends the session of a lost device and changes the password',
  { tag: ['@turn-b', '@group-3'] },
  async ({ page, browser, world, errors }) => {
    const person = { email: `${world.fresh('nova')}@example.com`, password: 'a long way to the lighthouse' };
    await world.admin.createUser({ ...person, name: 'Nova Lind' });
    await signIn(page, world, person, '/settings/profile');

    await page.getByRole('button', { name: 'Switch on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Current password', { exact: true }).fill(person.password);
    await dialog.getByRole('button', { name: 'Next' }).click();
    await expect(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible();
    const secret = await dialog.getByLabel('Key', { exact: true }).innerText();
    await dialog.getByLabel('Code', { exact: true }).fill(codeOf(secret));
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    const codes = await dialog.getByLabel('Recovery codes', { exact: true }).innerText();
    expect(codes.trim().split(/\s+/)).toHaveLength(10);
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByText('10 recovery codes left')).toBeVisible();

    const context = await browser.newContext({ viewport: page.viewportSize(), locale: 'en-GB' });
    const lost = await context.newPage();
    watchConsole(lost, errors);
    await lost.goto(`${world.url}/releases`);
    await fillSignIn(lost, person);
    await lost.getByLabel('Code', { exact: true }).fill('000 000');
    await lost.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(lost.getByText('This code is wrong, or was used already.')).toBeVisible();
    await lost.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1));
    await lost.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(lost.locator('[data-connection]')).toHaveAttribute('data-connection', 'live');

    await page.reload();
    const sessions = page.locator('[data-session]');
    await expect(sessions).toHaveCount(2);
    await sessions.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await expect(sessions).toHaveCount(1);
    await expect(lost).toHaveURL(/\/login/, { timeout: 8_000 });

    await page.getByLabel('Current password', { exact: true }).fill(person.password);
    await page.getByLabel('New password', { exact: true }).fill('password12345');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText(/Take something that others do not use/)).toBeVisible();
    await page.getByLabel('New password', { exact: true }).fill('another way to the lighthouse');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('Your password is changed.')).toBeVisible();
    await fillSignIn(lost, person);
    await expect(lost.getByText(/do not belong together/)).toBeVisible();
    await context.close();
    expect(errors).toEqual([]);
  },
);
