import type { Page } from '@playwright/test';
import { HOSTILE_TEXTS } from './support/hostile-texts';
import { HostileAgents } from './support/hostile-agents';
import { ADMIN, expect, signIn, test } from './support/world';

declare global {
  interface Window {
    planted?: unknown;
    violations: string[];
  }
}

/** A host that was taken over says what it likes: its name, its system, its labels, its errors. All of it is text. */
test(
  'S10 whatever an agent says is shown as it is, and nothing of it comes to life',
  { tag: ['@turn-a', '@group-3'] },
  async ({ page, world, errors }) => {
    test.slow();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    const agents = await HostileAgents.join(world, HOSTILE_TEXTS);
    await signIn(page, world, ADMIN, `/nodes?environmentId=${agents.fleet.environmentId}`);
    const shown = new Set<string>();
    const look = async (path: string, expected: readonly string[]): Promise<void> => {
      await page.goto(world.url + path);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      for (const text of expected)
        await expect
          .poll(() => isShown(page, text), { message: `${path} shows ${JSON.stringify(text)}` })
          .toBe(true);
      expected.forEach((text) => shown.add(text));
      expect(await harm(page)).toEqual({ planted: undefined, elements: 0, violations: [] });
    };
    for (const { id, text } of agents.nodes) await look(`/nodes/${encodeURIComponent(id)}`, [text]);
    // Newest first, and rows that are not on the screen are not there.
    await look(`/nodes?environmentId=${agents.fleet.environmentId}`, HOSTILE_TEXTS.slice(-2));
    await look(`/releases/${agents.releaseId}`, []);
    for (const { id } of agents.nodes.slice(0, 3))
      await look(`/releases/${agents.releaseId}?node=${encodeURIComponent(id)}`, []);
    await look('/audit', []);
    expect([...shown].sort()).toEqual([...HOSTILE_TEXTS].sort());
    expect({ dialogs, errors }).toEqual({ dialogs: [], errors: [] });
  },
);

/** Is there an element whose whole text it is, character by character? */
function isShown(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    (wanted) => [...document.querySelectorAll('body *')].some((element) => element.textContent === wanted),
    text,
  );
}

function harm(page: Page): Promise<object> {
  return page.evaluate(() => ({
    planted: window.planted,
    elements: document.querySelectorAll('[data-planted], [href^="javascript:" i]').length,
    violations: window.violations,
  }));
}
