import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const SECONDS = 60;
const PG_SCHEDULES = 3;
const FIRST_SEED = 20_261_125;
const TIMEOUT_MS = 20 * 60_000;

/**
 * Seeds that failed once, then as many new ones as there is time for: each schedule that breaks no rule is one test, so
 * their number differs. What fails prints the line that plays its seed again.
 */
export const runSimSuite = () => run('sim', ['--seconds', String(SECONDS)]);

/** Always the same seeds on PostgreSQL, where each takes as long as hundreds in memory. */
export const runSimPgSuite = () =>
  run('sim-pg', ['--schedules', String(PG_SCHEDULES), '--seed', String(FIRST_SEED), '--nodes', '5']);

/**
 * @param {string} program
 * @param {readonly string[]} parameters
 */
async function run(program, parameters) {
  const script = inRepository(`libs/tooling/bin/${program}.mjs`);
  const { exitCode, stdout, output } = await runNode([script, '--json', ...parameters], {
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  });
  const { schedules, failures, rare = [] } = readResult(stdout);
  const failed = failures.length + rare.length;
  return counted({
    passed: schedules - failures.length,
    failed: exitCode === 0 ? failed : Math.max(1, failed),
    output,
  });
}

/**
 * @param {string} json
 * @returns {{ schedules: number, failures: readonly unknown[], rare?: readonly unknown[] }}
 */
function readResult(json) {
  try {
    return JSON.parse(json);
  } catch {
    return { schedules: 0, failures: [] };
  }
}
