import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { wholeNumber } from '../bootstrap/whole-number.mjs';

const DEFAULT_SCHEDULES = 2_000;
const LARGEST_SEED = 2 ** 31;

/**
 * `npm run sim -- --schedules N --nodes M [--seed S]`; `--seconds` in place of `--schedules` runs as many as there is
 * time for, `--json` ends with one JSON document, `--remember` adds seeds that fail to those that are replayed first.
 */
export async function sim() {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string' },
      seconds: { type: 'string' },
      nodes: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      remember: { type: 'boolean' },
    },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runSim, readRegressions, REGRESSIONS } = await import('../dist/sim/run-sim.js');
  const { isGood, printSim } = await import('../dist/sim/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const seconds = wholeNumber('seconds', values.seconds, null);
  const schedules = wholeNumber('schedules', values.schedules, seconds === null ? DEFAULT_SCHEDULES : null);
  const firstSeed = wholeNumber('seed', values.seed, Math.floor(Math.random() * LARGEST_SEED));
  console.log(`new seeds from ${firstSeed} on`);
  const result = await runSim(
    console.log,
    {
      seconds,
      schedules,
      nodes: wholeNumber('nodes', values.nodes, 9),
      firstSeed,
    },
    interruption.signal,
  );
  printSim(console.log, result);
  if (values.remember && result.failures.length > 0) {
    const all = [
      ...readRegressions(),
      ...result.failures.map(({ seed, nodes, rule, text }) => ({ seed, nodes, found: `${rule}: ${text}` })),
    ];
    writeFileSync(REGRESSIONS, `${JSON.stringify(all, null, 2)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  return isGood(result) ? 0 : 1;
}
