// Bundles the agent to one file that old hosts can run. A second bundle is for the crash tests: in it the fault points
// are alive; in the shipped one they are compiled away.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

async function bundle(outfile, hasFaults) {
  await build({
    entryPoints: [join(here, 'src/main.ts')],
    outfile: join(here, outfile),
    bundle: true,
    platform: 'node',
    target: 'node16',
    format: 'cjs',
    minifySyntax: true,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    define: { __AGENT_VERSION__: JSON.stringify(version), __AGENT_FAULTS__: String(hasFaults) },
    logLevel: 'warning',
  });
}

await bundle('dist/agent.cjs', false);
await bundle('dist/agent-faults.cjs', true);
