// The whole sweep takes minutes, so the normal test run only takes a daily sample of it.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const outfile = join(here, '../dist/full-crash-sweep.cjs');
await build({
  entryPoints: [join(here, 'full-crash-sweep.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
});
createRequire(import.meta.url)(outfile);
