import { expect, type Page } from '@playwright/test';

export const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 1_440) < 768;

/** Presses an action where it is: in the bar, or on a phone in the sheet behind it. */
export async function press(page: Page, action: string): Promise<void> {
  await expect(page.getByRole('toolbar')).toBeVisible();
  const buttons = page.locator(`[data-action="${action}"]`);
  const isBehindSheet = isPhone(page) && !(await buttons.first().isVisible());
  if (isBehindSheet) await page.locator('[data-all-actions]').click();
  await buttons.last().click();
}

/** Presses and answers the dialog, with the project's code or the tick where it asks for one. */
export async function confirm(
  page: Page,
  action: string,
  projectCode: string,
  reason = 'As agreed.',
): Promise<void> {
  await press(page, action);
  const dialog = page.getByRole('dialog').filter({ has: page.locator('[data-confirm]') });
  await expect(dialog).toBeVisible();
  const reasonField = dialog.getByLabel(/^Reason/);
  if (await reasonField.isVisible()) await reasonField.fill(reason);
  const code = dialog.getByLabel(`Type ${projectCode} to confirm`);
  if (await code.isVisible()) await code.fill(projectCode);
  const tick = dialog.getByRole('checkbox');
  if (await tick.isVisible()) await tick.check();
  const button = dialog.locator('[data-confirm]');
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  await expect(dialog).toBeHidden();
}

export const status = (page: Page, text: string) => page.locator('main h1 + *').filter({ hasText: text });

/** The status beside the title, which moves by itself. */
export async function seeStatus(page: Page, text: string, timeout = 60_000): Promise<void> {
  await expect(status(page, text)).toBeVisible({ timeout });
}
