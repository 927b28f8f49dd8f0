import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { counted } from './suite.mjs';

const SCHEDULES = 3_000;
const PG_SCHEDULES = 4;
const FIRST_SEED = 20_261_125;
const TIMEOUT_MS = 10 * 60_000;

/** Seeds that failed once, then always the same ones, so that a run can be repeated: each schedule that breaks no rule is one test. */
export const runSimSuite = () => run('sim', SCHEDULES);

/** The same seeds on PostgreSQL, where each takes as long as hundreds in memory. */
export const runSimPgSuite = () => run('sim-pg', PG_SCHEDULES, ['--nodes', '5']);

/**
 * @param {string} program
 * @param {number} count
 * @param {readonly string[]} [more]
 */
async function run(program, count, more = []) {
  const script = inRepository(`libs/tooling/bin/${program}.mjs`);
  const { exitCode, stdout, output } = await runNode(
    [script, '--json', '--schedules', String(count), '--seed', String(FIRST_SEED), ...more],
    { quiet: true, timeoutMs: TIMEOUT_MS },
  );
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
