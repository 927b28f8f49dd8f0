/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} output everything that explains the failures
 *
 * @typedef {object} Suite
 * @property {string} name what `--only` takes
 * @property {string} about one line for `--list`
 * @property {string} [slot] only those of the same slot may run beside it
 * @property {0 | 1} [turn] on which of two days it is run; every day without
 * @property {boolean} [needsBuild] runs what was compiled or bundled
 * @property {() => Promise<Outcome>} run
 */

/**
 * Nothing counted is a failure: a suite that runs no test proves nothing.
 * @param {Outcome} outcome
 * @returns {Outcome}
 */
export function counted({ passed, failed, output }) {
  if (passed + failed > 0) return { passed, failed, output };
  return { passed: 0, failed: 1, output: `${output}\nNo test was run.` };
}

/**
 * A check that is right or wrong as a whole.
 * @param {{ exitCode: number, output: string }} result
 * @returns {Outcome}
 */
export function oneCheck({ exitCode, output }) {
  return exitCode === 0 ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {Outcome}
 */
export function sum(outcomes) {
  return {
    passed: outcomes.reduce((total, { passed }) => total + passed, 0),
    failed: outcomes.reduce((total, { failed }) => total + failed, 0),
    output: outcomes.map(({ output }) => output).join('\n'),
  };
}
