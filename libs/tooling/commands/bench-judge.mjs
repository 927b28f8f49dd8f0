import { readFile } from 'node:fs/promises';

/**
 * `npm run bench -- judge`: how many good releases are called bad and how soon bad ones are found, in generated traffic or
 * in that of a CSV file (`--trace`).
 * @param {{ runs?: string, seed?: string, seconds?: string, baseline?: string, 'no-history'?: boolean, trace?: string, kind?: string }} asked
 * @param {AbortSignal} interrupted
 */
export async function benchJudge(asked, interrupted) {
  const { judgeTrace, runJudgeBench, JUDGE_NAMES } = await import('../dist/bench/judge/run-judge-bench.js');
  if (asked.trace !== undefined) {
    const { readTrace } = await import('../dist/bench/judge/read-trace.js');
    const called = judgeTrace(readTrace(await readFile(asked.trace, 'utf8')));
    for (const [name, at] of Object.entries(called))
      console.log(`${name}: ${at === null ? 'not called bad' : `called bad after ${at} s`}`);
    return called;
  }
  const { cellsOf } = await import('../dist/bench/judge/cells.js');
  const { printJudgeBench, ratesOf } = await import('../dist/bench/judge/report-judge-bench.js');
  const options = {
    runs: wholeNumber(asked.runs ?? '20', 'runs', 1),
    seed: wholeNumber(asked.seed ?? '1', 'seed', 0),
    seconds: wholeNumber(asked.seconds ?? '1800', 'seconds', 60),
    baselineTimes: wholeNumber(asked.baseline ?? '1', 'baseline', 1),
    hasHistory: asked['no-history'] !== true,
  };
  const cells = cellsOf(asked.kind);
  const results = runJudgeBench({ ...options, judges: JUDGE_NAMES, cells, interrupted, print: console.log });
  if (interrupted.aborted) throw new Error('interrupted, so nothing is reported');
  printJudgeBench(console.log, results, JUDGE_NAMES);
  return { ...options, rates: ratesOf(results, JUDGE_NAMES) };
}

/**
 * @param {string} text
 * @param {string} name
 * @param {number} least
 */
function wholeNumber(text, name, least) {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number of ${least} and more.`);
  return value;
}
