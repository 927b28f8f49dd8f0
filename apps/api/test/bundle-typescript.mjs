import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const api = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const fromTooling = createRequire(join(api, '../../libs/tooling/package.json'));

/**
 * One runnable module out of a TypeScript file of the API, for code that must run in a Node process of its own.
 * It lies below the API's node_modules, so that packages are found. Whoever asks for it deletes it.
 * @param {string} entry relative to apps/api
 * @returns {Promise<string>} the path of the module
 */
export async function bundleTypeScript(entry) {
  const esbuild = fromTooling('esbuild');
  const outfile = join(api, 'node_modules/.cache/bundles', `${randomBytes(6).toString('hex')}.mjs`);
  await esbuild.build({
    entryPoints: [join(api, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  await esbuild.stop();
  return outfile;
}
