import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import {
  API_DIST,
  bundleApiProgram,
  importApiProgram,
  withScratchPostgres,
} from '../bootstrap/api-program.mjs';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { wholeNumber } from '../bootstrap/whole-number.mjs';

const DEFAULT_SCHEDULES = 2_000;
const LARGEST_SEED = 2 ** 31;
/** Most of the time of a call is waiting for a commit, and reports wait for company. */
const LANES_PER_PROCESSOR = 2;

/**
 * `npm run sim:pg -- --schedules N --nodes M [--seed S]`: the schedules of `npm run sim` on the real console, two processes
 * on one PostgreSQL, compared call by call with the console in memory; `--json` ends with one JSON document.
 */
export async function simPg() {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string' },
      nodes: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runSim } = await importApiProgram('test/sim/run-sim.ts');
  const program = await bundleApiProgram('test/sim/child.ts');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const seed = Math.floor(Math.random() * LARGEST_SEED);
  try {
    const result = await withScratchPostgres((_, server) =>
      runSim({
        dist: API_DIST,
        program,
        server,
        schedules: wholeNumber('schedules', values.schedules, DEFAULT_SCHEDULES),
        nodes: wholeNumber('nodes', values.nodes, 7),
        firstSeed: wholeNumber('seed', values.seed, seed),
        lanes: LANES_PER_PROCESSOR * availableParallelism(),
        print: console.log,
        interrupted: interruption.signal,
      }),
    );
    const { schedules, calls, failures, perSecond, seconds } = result;
    console.log(
      `${schedules} schedules on PostgreSQL, ${calls} calls, ${failures.length} violations, ${perSecond} schedules per second, ${seconds} s`,
    );
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return schedules > 0 && failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(program, { force: true });
  }
}
