import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRepository } from './paths.mjs';
import { runNode } from './run.mjs';

const WEB_INPUTS = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'libs/api-contract/src',
  'pnpm-lock.yaml',
];

/**
 * @typedef {object} BuildStep
 * @property {string} title
 * @property {() => Promise<import('./run.mjs').RunResult>} run does nothing when nothing changed since the last time
 */

/** @type {readonly BuildStep[]} each needs those before it */
export const buildSteps = [
  { title: 'Compiling', run: compile },
  { title: 'Bundling the agent', run: bundleAgent },
  { title: 'Bundling the web app', run: bundleWeb },
];

export async function build() {
  const began = Date.now();
  for (const { title, run } of buildSteps) {
    const { exitCode, output } = await run();
    if (exitCode !== 0) throw new Error(`${title} failed:\n${output.trimEnd()}`);
  }
  console.log(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function compile() {
  return runNode([inRepository('node_modules/typescript/bin/tsc'), '-b', '--incremental'], { quiet: true });
}

function bundleAgent() {
  const script = inRepository('apps/agent/build.mjs');
  return runNode([script], { quiet: true, cwd: inRepository('apps/agent') });
}

async function bundleWeb() {
  const stamp = inRepository('.cache/web-built');
  const wanted = fingerprint(WEB_INPUTS);
  const isBuilt = existsSync(inRepository('apps/web/dist/index.html')) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, 'utf8') === wanted) return { exitCode: 0, stdout: '', output: '' };
  const vite = inRepository('apps/web/node_modules/vite/bin/vite.js');
  const result = await runNode([vite, 'build', '--logLevel=warn'], {
    quiet: true,
    cwd: inRepository('apps/web'),
  });
  mkdirSync(dirname(stamp), { recursive: true });
  if (result.exitCode === 0) writeFileSync(stamp, wanted);
  return result;
}

/** @param {readonly string[]} paths */
function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((part) => filesBelow(inRepository(part)))) {
    hash.update(path).update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
