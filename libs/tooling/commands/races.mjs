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

const DEFAULT_COUNT = 1_000;
const LARGEST_SEED = 2 ** 31;

/**
 * `npm run races -- [--count N] [--seed S] [--json]`: people approve, take back, edit, replace and deploy at the same time,
 * statement by statement in drawn orders, on a real PostgreSQL; nothing may be deployed that is not approved at that moment.
 */
export async function races() {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runRaces } = await importApiProgram('test/races/run-races.ts');
  const program = await bundleApiProgram('test/races/child.ts');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const seed = Math.floor(Math.random() * LARGEST_SEED);
  try {
    const result = await withScratchPostgres((server) =>
      runRaces({
        dist: API_DIST,
        program,
        server,
        count: wholeNumber('count', values.count, DEFAULT_COUNT),
        firstSeed: wholeNumber('seed', values.seed, seed),
        lanes: 2 * availableParallelism(),
        print: console.log,
        interrupted: interruption.signal,
      }),
    );
    for (const [answer, times] of Object.entries(result.answers))
      console.log(`${String(times).padStart(8)}  ${answer}`);
    const { races: count, failures, seconds } = result;
    console.log(
      `${count} races from seed ${values.seed ?? seed}, ${failures.length} with a fault, ${seconds} s`,
    );
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return count > 0 && failures.length === 0 && 'deploy OK' in result.answers ? 0 : 1;
  } finally {
    rmSync(program, { force: true });
  }
}
