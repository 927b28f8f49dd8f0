import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { press } from './support/release-page';
import { test } from './support/scene';
import { pagesInTurn } from './support/turns';
import { ADMIN, expect, signIn } from './support/world';

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function violations(page: Page): Promise<readonly string[]> {
  // No page has frames, so the mode for one frame finds the same without opening a window for each answer.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

async function expectNoViolations(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect(await violations(page), `${where} ${colorScheme}`).toEqual([]);
  }
}

async function expectOrderly(page: Page, where: string): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1);
  await expectNoViolations(page, where);
  expect(await page.locator('body').innerText()).not.toMatch(/(^|\s)[a-z]+(\.[a-zA-Z]+)+($|\s)/m);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${where} is wider than the screen`).toBeLessThanOrEqual(0);
  expect(await cutLabels(page), `${where} cuts off what can be pressed or chosen`).toEqual([]);
}

/** Words on buttons and in lists that do not fit. */
function cutLabels(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, button *, input[aria-haspopup="listbox"]')]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1)
      .map((element) => (element instanceof HTMLInputElement ? element.value : element.innerText).trim())
      .filter((text) => text !== ''),
  );
}

for (const [language, half] of [
  ['en', '@half-a'],
  ['zh', '@half-b'],
] as const) {
  test(
    `no page has an accessibility fault, in either theme, in ${language}`,
    { tag: ['@turn-a', half] },
    async ({ page, world, scene, errors }) => {
      test.setTimeout(300_000);
      const { all, waiting, drawer } = scene;
      await page.goto(`${world.url}/login`);
      await settle(page);
      await expectNoViolations(page, '/login');
      await signIn(page, world, ADMIN);
      await page.evaluate(
        (chosen) => localStorage.setItem('rc.preferences', JSON.stringify({ language: chosen })),
        language,
      );
      const titles = new Set<string>();
      const paths = pagesInTurn(all);
      for (const path of paths) {
        await page.goto(world.url + path);
        await settle(page);
        await expectOrderly(page, path);
        titles.add(await page.title());
      }
      expect(titles.size).toBe(paths.length);
      await page.goto(`${world.url}/releases/${waiting}`);
      await settle(page);
      await press(page, 'cancel');
      await expect(page.getByRole('dialog').locator('[data-confirm]')).not.toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await expectNoViolations(page, 'dialog');
      await page.goto(world.url + drawer);
      await settle(page);
      await expect(page.locator('[data-node-drawer]')).toBeVisible();
      await expectNoViolations(page, 'drawer');
      expect(errors).toEqual([]);
    },
  );
}
