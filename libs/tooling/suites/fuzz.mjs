import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const SECONDS = 60;
const TIMEOUT_MS = 20 * 60_000;

/** For a minute, with seeds of its own each time: each operation that took requests and kept to the document is one test. */
export async function runFuzzSuite() {
  const script = inRepository('libs/tooling/bin/fuzz.mjs');
  const parameters = ['--json', '--seconds', String(SECONDS)];
  const { exitCode, stdout, output } = await runNode([script, ...parameters], {
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  });
  const { operations, faults, neverAccepted } = readResult(stdout);
  const failed = new Set([...faults.map(({ operation }) => operation), ...neverAccepted]).size;
  return counted({
    passed: operations.length - failed,
    failed: exitCode === 0 ? failed : Math.max(1, failed),
    output,
  });
}

/**
 * @param {string} json
 * @returns {{ operations: readonly unknown[], faults: readonly { operation: string }[], neverAccepted: readonly string[] }}
 */
function readResult(json) {
  try {
    return JSON.parse(json);
  } catch {
    return { operations: [], faults: [], neverAccepted: [] };
  }
}
