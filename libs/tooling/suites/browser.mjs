import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const TIMEOUT_MS = 40 * 60_000;

/** The journeys of apps/web/e2e in a real browser. A journey that passed only when repeated counts as failed. */
export async function runBrowser() {
  const results = inRepository('.cache/results/browser.json');
  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const cli = inRepository('apps/web/node_modules/@playwright/test/cli.js');
  const { output, exitCode } = await runNode(
    [cli, 'test', '--config', inRepository('apps/web/e2e/playwright.config.ts'), '--reporter=list,json'],
    {
      quiet: true,
      cwd: inRepository('apps/web'),
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: results, NO_COLOR: '1' },
      timeoutMs: TIMEOUT_MS,
    },
  );
  const stats = readStats(results);
  if (!stats) return counted({ passed: 0, failed: 0, output });
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const hasCrashed = exitCode !== 0 && failed === 0;
  return counted({ passed: stats.expected, failed: failed + (hasCrashed ? 1 : 0), output });
}

/**
 * @param {string} file
 * @returns {Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> | undefined}
 */
function readStats(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).stats;
  } catch {
    return undefined;
  }
}
