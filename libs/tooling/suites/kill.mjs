import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const PLACES = '2';
const TIMEOUT_MS = 20 * 60_000;

/** `npm run kill` behind a few of the about thirty commits, other ones each day: each kill that leaves everything whole is one test. */
export async function runKillSuite() {
  const script = inRepository('libs/tooling/bin/kill.mjs');
  const { exitCode, stdout, output } = await runNode([script, '--json', '--sample', PLACES], {
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  });
  const { kills, faults } = readResult(stdout);
  return counted({
    passed: kills,
    failed: exitCode === 0 ? faults.length : Math.max(1, faults.length),
    output,
  });
}

/**
 * @param {string} json
 * @returns {{ kills: number, faults: readonly unknown[] }}
 */
function readResult(json) {
  try {
    return JSON.parse(json);
  } catch {
    return { kills: 0, faults: [] };
  }
}
