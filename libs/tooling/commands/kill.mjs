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

/**
 * `npm run kill`: SIGKILL before and after every statement of a release's whole life; `--sample N` tries about N places,
 * other ones each day, `--phases "wave 1,tell"` only those of some phases, and `--json` ends with one JSON document.
 */
export async function kill() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, sample: { type: 'string' }, phases: { type: 'string' } },
  });
  const sample = values.sample === undefined ? null : Number(values.sample);
  if (sample !== null && !(Number.isSafeInteger(sample) && sample > 0))
    throw new Error('--sample must be a whole number above 0.');
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runKill, phasesNamed } = await importApiProgram('test/kill/run-kill.ts');
  const phases = phasesNamed(values.phases);
  const child = await bundleApiProgram('test/kill/child.ts');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  try {
    const result = await withScratchPostgres((_, server) =>
      runKill({
        dist: API_DIST,
        child,
        server,
        sample,
        phases,
        atOnce: availableParallelism(),
        print: console.log,
        interrupted: interruption.signal,
      }),
    );
    const { whole, kills, missed, stories, faults, seconds } = result;
    console.log(
      Object.entries(whole)
        .map(([phase, { statements, commits }]) => `${phase} ${statements} (${commits} commits)`)
        .join(', '),
    );
    console.log(
      `${kills} kills, ${missed} places missed, ${stories} stories, ${faults.length} faults, ${seconds} s`,
    );
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    return kills > 0 && faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(child, { force: true });
  }
}
