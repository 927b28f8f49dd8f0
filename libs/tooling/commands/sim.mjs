import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

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
  const seconds = values.seconds === undefined ? null : wholeNumber('seconds', values.seconds);
  const schedules = values.schedules === undefined ? null : wholeNumber('schedules', values.schedules);
  const result = await runSim(
    console.log,
    {
      seconds,
      schedules: schedules ?? (seconds === null ? DEFAULT_SCHEDULES : null),
      nodes: values.nodes === undefined ? 9 : wholeNumber('nodes', values.nodes),
      firstSeed:
        values.seed === undefined
          ? Math.floor(Math.random() * LARGEST_SEED)
          : wholeNumber('seed', values.seed),
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

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} must be a whole number, not ${text}.`);
  return number;
}
