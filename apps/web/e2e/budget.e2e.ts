import { gzipSync } from 'node:zlib';
import { expect, fillSignIn, AUTHOR, signIn, test } from './support/world';

const KB = 1_024;

test('@desktop the first pages load within their budget of code', async ({ page, world }) => {
  const sizes = new Map<string, number>();
  page.on('response', (response) => {
    const isCode = /\/assets\/.*\.(js|css)$/.test(response.url());
    if (isCode)
      void response.body().then(
        (body) => sizes.set(response.url(), gzipSync(body).length),
        () => undefined,
      );
  });
  const loaded = (ending: string): number =>
    [...sizes].filter(([url]) => url.endsWith(ending)).reduce((sum, [, bytes]) => sum + bytes, 0) / KB;

  await page.goto(`${world.url}/login`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await fillSignIn(page, AUTHOR);
  await expect(page).toHaveURL(`${world.url}/`);
  await page.waitForLoadState('networkidle');
  expect(loaded('.js')).toBeGreaterThan(50);
  expect(loaded('.js')).toBeLessThan(260);
  expect(loaded('.css')).toBeLessThan(45);
});

test(
  '@desktop nothing is wider than the smallest phone, and thumbs hit what they mean',
  { tag: '@group-3' },
  async ({ page, world }) => {
    const fleet = await world.fleet(1);
    const release = await world.bring(fleet, '1.0');
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn(page, world, AUTHOR, `/releases/${release}`);
    for (const path of [
      `/releases/${release}`,
      '/',
      '/releases',
      '/projects',
      `/projects/${fleet.code}`,
      '/nodes',
      '/monitoring',
      '/monitoring/alerts?tab=rules',
      '/config',
      `/bins/${fleet.bin}`,
    ]) {
      await page.goto(world.url + path);
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main button, nav button, nav a')]
          .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height > 0)
          .filter((element) => element.getBoundingClientRect().height < 43.5)
          .map((element) => `${element.tagName} ${element.className} ${element.textContent}`),
      );
      expect(small, path).toEqual([]);
    }
  },
);
