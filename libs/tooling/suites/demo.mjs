import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const TIMEOUT_MS = 20 * 60_000;

/**
 * `npm run demo`: each step of the story is one test, and a story that did not come to its end has failed.
 * @param {'main' | 'config'} what
 */
export async function runDemoSuite(what) {
  const { exitCode, stdout, output } = await runNode(
    [inRepository('libs/tooling/bin/demo.mjs'), what, '--json'],
    { quiet: true, timeoutMs: TIMEOUT_MS },
  );
  const steps = readSteps(stdout);
  const passed = steps.filter(({ ok }) => ok).length;
  const failed = steps.length - passed;
  return counted({ passed, failed: exitCode === 0 ? failed : Math.max(1, failed), output });
}

/**
 * @param {string} json
 * @returns {readonly { ok: boolean }[]}
 */
function readSteps(json) {
  try {
    return JSON.parse(json).steps;
  } catch {
    return [];
  }
}
