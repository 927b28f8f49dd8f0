import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

/**
 * `npm run demo`, `npm run demo -- judge` for builds that only the judge finds out, and `npm run demo -- config` for
 * configuration files; with `--json` one JSON document on standard output and the progress beside it.
 */
export async function demo() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const [what = 'main'] = positionals;
  if (what !== 'main' && what !== 'judge' && what !== 'config')
    throw new Error(`There is no demo of ${what}; there are judge, config, and the one without a name.`);
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runDemo } = await import('../dist/demo/run-demo.js');
  const { printTable } = await import('../dist/demo/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const { runJudgeDemo } = await import('../dist/demo/run-judge-demo.js');
  const { runConfigDemo } = await import('../dist/demo/run-config-demo.js');
  const runs = { main: runDemo, judge: runJudgeDemo, config: runConfigDemo };
  const result = await runs[what](console.log, interruption.signal);
  printTable(console.log, result);
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  // What was interrupted may still wait for something that will not come.
  if (interruption.signal.aborted) process.exit(1);
  return result.ok ? 0 : 1;
}
