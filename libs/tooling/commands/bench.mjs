import { parseArgs } from 'node:util';
import { API_DIST, importApiProgram, withScratchPostgres } from '../bootstrap/api-program.mjs';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { wholeNumber } from '../bootstrap/whole-number.mjs';
import { benchJudge } from './bench-judge.mjs';

const SIZES = '1000,10000,100000';

/**
 * `npm run bench` for the node path, `npm run bench -- engine` for the work on one release by the size of the fleet
 * (`--sizes 1000,10000`), `npm run bench -- metrics` for what it costs to keep and show what nodes measure, `npm run bench -- judge` for verdicts (see benchJudge),
 * `npm run bench -- storm` for calls of builds that come `--rate` a second for `--seconds`, beside a release; with `--json` one JSON document on standard output and the progress beside it.
 */
export async function bench() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      seed: { type: 'string' },
      seconds: { type: 'string' },
      baseline: { type: 'string' },
      kind: { type: 'string' },
      'no-history': { type: 'boolean' },
      trace: { type: 'string' },
      rate: { type: 'string' },
    },
  });
  const [what = 'nodes'] = positionals;
  if (!isBench(what))
    throw new Error(`There is no bench of ${what}; there is ${Object.keys(BENCHES).join(', ')}.`);
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const result = await BENCHES[what](values, interruption.signal);
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

const BENCHES = {
  nodes: benchNodes,
  engine: benchEngine,
  metrics: benchMetrics,
  judge: benchJudge,
  storm: benchStorm,
};

/**
 * @param {string} what
 * @returns {what is keyof typeof BENCHES}
 */
function isBench(what) {
  return Object.hasOwn(BENCHES, what);
}

/**
 * @param {object} _asked
 * @param {AbortSignal} interrupted
 */
async function benchNodes(_asked, interrupted) {
  const { runBench } = await import('../dist/bench/run-bench.js');
  const { printBench } = await import('../dist/bench/report.js');
  const result = await runBench(console.log, interrupted);
  printBench(console.log, result);
  return result;
}

/**
 * @param {{ sizes?: string }} asked
 * @param {AbortSignal} interrupted
 */
async function benchEngine(asked, interrupted) {
  const sizes = sizesOf(asked.sizes ?? SIZES);
  const { runEngineBench, printEngineBench } = await importApiProgram('test/bench/engine-bench.ts');
  const result = await withScratchPostgres((server) =>
    runEngineBench({ dist: API_DIST, server, sizes, print: console.log, interrupted }),
  );
  printEngineBench(console.log, result);
  return result;
}

/**
 * @param {{ sizes?: string }} asked
 * @param {AbortSignal} interrupted
 */
async function benchMetrics(asked, interrupted) {
  const sizes = sizesOf(asked.sizes ?? '1000,100000');
  const { runMetricsBench, printMetricsBench } = await importApiProgram('test/bench/metrics-bench.ts');
  const result = await withScratchPostgres((server) =>
    runMetricsBench({ dist: API_DIST, server, sizes, print: console.log, interrupted }),
  );
  printMetricsBench(console.log, result);
  return result;
}

/** @param {{ rate?: string, seconds?: string }} asked */
async function benchStorm(asked) {
  const { runStormBench } = await import('../dist/bench/storm/run-storm-bench.js');
  const { printStorm } = await import('../dist/bench/storm/report-storm-bench.js');
  const perSecond = wholeNumber('rate', asked.rate, 1_000);
  const seconds = wholeNumber('seconds', asked.seconds, 60);
  const result = await runStormBench(console.log, { perSecond, seconds });
  printStorm(console.log, result);
  return result;
}

/** @param {string} text */
function sizesOf(text) {
  const sizes = text.split(',').map(Number);
  // Smaller ones have too few nodes for five times 100 that change.
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1_000))
    throw new Error(`--sizes must be whole numbers of 1000 and more, like ${SIZES}.`);
  return sizes;
}
