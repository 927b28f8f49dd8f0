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

const DEFAULT_COUNT = 5_000;
const LARGEST_SEED = 2 ** 31;

/**
 * `npm run races -- [--count N] [--seed S] [--lanes N] [--json]`: people approve, take back, edit, replace and deploy at the same
 * time, statement by statement in drawn orders, on a real PostgreSQL; nothing may be deployed that is not approved at that moment.
 */
export async function races() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string' },
      seed: { type: 'string' },
      lanes: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runRaces, linesOf, isSound } = await importApiProgram('test/races/run-races.ts');
  const program = await bundleApiProgram('test/races/child.ts');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const seed = wholeNumber('seed', values.seed, Math.floor(Math.random() * LARGEST_SEED));
  try {
    const result = await withScratchPostgres((_, server) =>
      runRaces({
        dist: API_DIST,
        program,
        server,
        count: wholeNumber('count', values.count, DEFAULT_COUNT),
        firstSeed: seed,
        lanes: Math.max(1, wholeNumber('lanes', values.lanes, 2 * availableParallelism())),
        print: console.log,
        interrupted: interruption.signal,
      }),
    );
    for (const line of linesOf(result, seed)) console.log(line);
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return isSound(result) ? 0 : 1;
  } finally {
    rmSync(program, { force: true });
  }
}
