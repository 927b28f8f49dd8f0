import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSteps } from '../bootstrap/build.mjs';
import { inRepository } from '../bootstrap/paths.mjs';
import { formattedOn, lintedOn, today } from '../jest/turns.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { oneCheck, sum } from './suite.mjs';

const TOOL = {
  prettier: 'prettier/bin/prettier.cjs',
  eslint: 'eslint/bin/eslint.js',
  tsc: 'typescript/bin/tsc',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
};
const ROOMS = [
  'apps/agent/src',
  'apps/api/src',
  'apps/api/test',
  'apps/api/migrations',
  'apps/web/src',
  'libs',
];
const CONTRACT = ['openapi.json', 'src/schema.ts', 'src/models.ts'];

/**
 * @param {keyof typeof TOOL} name
 * @param {readonly string[]} args
 */
async function tool(name, ...args) {
  return oneCheck(await runNode([inRepository('node_modules', TOOL[name]), ...args], { quiet: true }));
}

/** Each part of the build is one test, and so are the types of what is not built: tests and scripts. */
export async function checkTypes() {
  const outcomes = [];
  for (const step of buildSteps) outcomes.push(oneCheck(await step.run()));
  for (const program of ['server', 'scripts']) {
    outcomes.push(await tool('tsc', '-p', inRepository(`libs/tooling/tsconfig/${program}.json`)));
  }
  return sum(outcomes);
}

export const checkFormat = () => tool('prettier', '--check', '--log-level=warn', ...byTurns(formattedOn));

/** It has to know every type. */
export const checkLint = () => tool('eslint', '--max-warnings=0', ...byTurns(lintedOn));

/**
 * Reading every file takes long, so each day has some of the rooms.
 * @param {(day: number) => readonly string[]} partOn
 */
function byTurns(partOn) {
  return process.env.TAKE_TURNS === '1' ? partOn(today()) : ['.'];
}

export const checkImports = () =>
  tool('depcruise', '--config', inRepository('libs/tooling/dependency-cruiser.cjs'), ...ROOMS);

/** The committed contract and client are what the controllers say. */
export async function checkContract() {
  const fresh = mkdtempSync(join(tmpdir(), 'release-console-contract-'));
  try {
    const generated = await runNode([inRepository('libs/api-contract/gen.mjs'), fresh], { quiet: true });
    if (generated.exitCode !== 0) return oneCheck(generated);
    return sum(CONTRACT.map((file) => sameFile(inRepository('libs/api-contract', file), join(fresh, file))));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {string} committed
 * @param {string} fresh
 */
function sameFile(committed, fresh) {
  const isSame = readText(committed) === readText(fresh);
  return oneCheck({
    exitCode: isSame ? 0 : 1,
    output: `${committed} is not what the controllers say: npm run gen`,
  });
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
