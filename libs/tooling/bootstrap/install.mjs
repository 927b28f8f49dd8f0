import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from './paths.mjs';
import { run } from './run.mjs';

const STAMP = inRepository('node_modules/.installed');
const KEPT_NPM_SETTINGS = /^npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile|.*:_?auth.*)$/i;

/** Installs what the lock file says, once per lock file and Node version. */
export async function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Installing dependencies …');
  const exitCode = await runPnpm(['install', '--frozen-lockfile', '--prefer-offline']);
  if (exitCode !== 0) throw new Error('The dependencies could not be installed; the reason is above.');
  writeFileSync(STAMP, wanted);
}

/**
 * The package manager of the version that the repository names; only npm itself is needed.
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runPnpm(args) {
  const { config } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  const npm = process.env['npm_execpath'] ?? '';
  const [program, ...before] = npm.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const exec = ['exec', '--yes', '--loglevel=error', `--package=pnpm@${config.pnpm}`, '--', 'pnpm', ...args];
  const { exitCode } = await run(program, [...before, ...exec], { env: environment() });
  return exitCode;
}

/** Without what the surrounding npm run says about itself, which pnpm would take for its own settings. */
function environment() {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('npm_') || KEPT_NPM_SETTINGS.test(name)),
  );
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(inRepository(file)));
  return hash.digest('hex');
}
