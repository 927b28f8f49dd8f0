import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

/** `npm run guards -- [--only TEXT] [--json]`: takes each guard out in turn; its test must go red. */
export async function guards() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean' } } });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runGuards } = await import('../dist/guards/run-guards.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const results = await runGuards(console.log, values.only ?? null, interruption.signal);
  const red = results.filter(({ verdict }) => verdict === 'red').length;
  const cases = new Set(results.map(({ id }) => id)).size;
  console.log(`${red} of ${results.length} guards of ${cases} cases are noticed when they are gone`);
  if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`);
  return results.length > 0 && red === results.length ? 0 : 1;
}
