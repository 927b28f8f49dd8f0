import { spawn } from 'node:child_process';
import { repositoryRoot } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] keep the output for the answer in place of showing it
 * @property {number} [timeoutMs] what is not over by then is ended, and that is said in the output
 *
 * @typedef {object} RunResult
 * @property {number} exitCode 128 + n after a signal
 * @property {string} stdout
 * @property {string} output standard output and error in the order in which they came
 */

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    /** @type {Buffer[]} */
    const stdout = [];
    /** @type {Buffer[]} */
    const all = [];
    child.stdout?.on('data', (chunk) => stdout.push(chunk) && all.push(chunk));
    child.stderr?.on('data', (chunk) => all.push(chunk));
    const timer = options.timeoutMs && setTimeout(() => end(child, all), options.timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer || undefined);
      resolve({
        exitCode: code ?? 128,
        stdout: Buffer.concat(stdout).toString(),
        output: Buffer.concat(all).toString(),
      });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Buffer[]} output
 */
function end(child, output) {
  output.push(Buffer.from('\nIt took too long and was ended.\n'));
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
}

/**
 * @param {readonly string[]} args of this same Node
 * @param {RunOptions} [options]
 */
export const runNode = (args, options) => run(process.execPath, args, options);
