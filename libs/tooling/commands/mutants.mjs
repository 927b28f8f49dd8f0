import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';

/**
 * `npm run mutants -- [--sample N | --all] [--seed S] [--only TEXT] [--schedules N] [--json]`: the planted bugs, and with
 * `--sample` or `--all` mechanical ones too; each must be caught by the tests or the simulation.
 */
export async function mutants() {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '0' },
      all: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      schedules: { type: 'string', default: '10000' },
      json: { type: 'boolean' },
    },
  });
  if (values.json) console.log = console.error;
  await ensureInstalled();
  await build();
  const { runMutants } = await import('../dist/mutants/run-mutants.js');
  const { areAllCaught, printMutants } = await import('../dist/mutants/report.js');
  const interruption = new AbortController();
  void untilAskedToEnd().then(() => interruption.abort());
  const options = {
    only: values.only ?? null,
    sample: values.all ? null : Number(values.sample),
    sampleSeed: Number(values.seed),
    schedules: Number(values.schedules),
  };
  const result = await runMutants(console.log, options, interruption.signal);
  printMutants(console.log, result);
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  return areAllCaught(result) ? 0 : 1;
}
