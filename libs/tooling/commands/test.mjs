import { parseArgs } from 'node:util';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { isSuitesTurn, today } from '../jest/turns.mjs';
import { suites } from '../suites/index.mjs';
import { runSuites } from '../suites/run-suites.mjs';

/**
 * `npm test`, `npm test -- --list`; `--whole` leaves nothing to the next day, and neither do the specs and rooms of a
 * suite that is asked for by name, as in `npm test -- --only lint --only web`.
 */
export async function test() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      list: { type: 'boolean' },
      whole: { type: 'boolean' },
    },
  });
  if (values.list) {
    for (const { name, about } of suites) console.log(`${name.padEnd(18)}${about}`);
    return 0;
  }
  const unknown = values.only?.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) throw new Error(`There is no suite ${unknown}; --list names them.`);
  if (values.whole) process.env.WHOLE_RUN = '1';
  else if (!values.only) process.env.TAKE_TURNS = '1';
  await ensureInstalled();
  const chosen = suites.filter(({ name, turn }) =>
    values.only ? values.only.includes(name) : values.whole || isSuitesTurn(turn, today()),
  );
  return runSuites(chosen);
}
