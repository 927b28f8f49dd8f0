import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

/** `npm run bench`, and with `-- --json` one JSON document on standard output and the progress beside it. */
export async function bench() {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runBench } = await import('../dist/bench/run-bench.js');
  const { printBench } = await import('../dist/bench/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const result = await runBench(console.log, interruption.signal);
  printBench(console.log, result);
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}
