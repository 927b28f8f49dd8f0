import { build } from '../bootstrap/build.mjs';

const AT_ONCE = 2;

/**
 * @typedef {import('./suite.mjs').Suite} Suite
 * @typedef {import('./suite.mjs').Outcome} Outcome
 * @typedef {Outcome & { name: string, seconds: number }} Result
 */

/**
 * Runs them all, shows what failed in full, and ends with the total.
 * @param {readonly Suite[]} suites
 * @returns {Promise<number>} exit code
 */
export async function runSuites(suites) {
  // The suite `types` is the build, and tells its faults itself.
  const isBuiltBySuite = suites.some(({ name }) => name === 'types');
  if (!isBuiltBySuite && suites.some(({ needsBuild }) => needsBuild)) await build();
  /** @type {Result[]} */
  const results = [];
  for (const group of groupsOf(suites)) results.push(...(await runGroup(group)));
  return total(results);
}

/**
 * In their order; neighbours of one slot stand together.
 * @param {readonly Suite[]} suites
 */
function groupsOf(suites) {
  /** @type {Suite[][]} */
  const groups = [];
  for (const suite of suites) {
    const last = groups.at(-1);
    if (last?.every(({ slot }) => slot === suite.slot)) last.push(suite);
    else groups.push([suite]);
  }
  return groups;
}

/** @param {readonly Suite[]} group */
async function runGroup(group) {
  const waiting = [...group];
  /** @type {Result[]} */
  const results = [];
  const work = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
      const result = await runOne(suite);
      show(result);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/**
 * @param {Suite} suite
 * @returns {Promise<Result>}
 */
async function runOne({ name, run }) {
  const began = Date.now();
  const outcome = await run().catch((error) => ({
    passed: 0,
    failed: 1,
    output: String(error?.stack ?? error),
  }));
  return { name, ...outcome, seconds: (Date.now() - began) / 1000 };
}

/** @param {Result} result */
function show({ name, passed, failed, output, seconds }) {
  if (failed > 0) console.log(`\n── ${name} ${'─'.repeat(60)}\n${output.trim()}\n`);
  const mark = failed > 0 ? '✗' : '✓';
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  console.log(`${mark} ${name.padEnd(18)}${counts}  ${seconds.toFixed(1).padStart(6)} s`);
}

/** @param {readonly Result[]} results */
function total(results) {
  const passed = results.reduce((count, result) => count + result.passed, 0);
  const failed = results.reduce((count, result) => count + result.failed, 0);
  const names = results.filter((result) => result.failed > 0).map(({ name }) => name);
  console.log(names.length > 0 ? `\nFailed: ${names.join(', ')}` : '');
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
