import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { wholeNumber } from '../bootstrap/whole-number.mjs';

const DEFAULT_REQUESTS = 20_000;
const DEFAULT_SECONDS = 86_400;
const NO_END = Number.MAX_SAFE_INTEGER;
const LARGEST_SEED = 2 ** 31;

/**
 * `npm run fuzz -- [--requests N] [--seconds N] [--seed S] [--json]`: requests made of our OpenAPI document, valid and spoiled,
 * as everybody, against a running console.
 */
export async function fuzz() {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runFuzz } = await import('../dist/fuzz/run-fuzz.js');
  const { isGood, jsonOf, printFuzz } = await import('../dist/fuzz/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const options = {
    requests: wholeNumber(
      'requests',
      values.requests,
      values.seconds === undefined ? DEFAULT_REQUESTS : NO_END,
    ),
    seconds: wholeNumber('seconds', values.seconds, DEFAULT_SECONDS),
    seed: wholeNumber('seed', values.seed, Math.floor(Math.random() * LARGEST_SEED)),
  };
  const result = await runFuzz(console.log, options, interruption.signal);
  printFuzz(console.log, result, options.seed);
  if (values.json) process.stdout.write(`${JSON.stringify(jsonOf(result))}\n`);
  return isGood(result) ? 0 : 1;
}
