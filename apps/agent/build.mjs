// Bundles the agent to one file that old hosts can run. A second bundle is for the crash tests: in it the fault points
// are alive; in the shipped one they are compiled away. A third is the command line for people and build servers.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

async function bundle(entry, outfile, hasFaults) {
  await build({
    entryPoints: [join(here, entry)],
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

await bundle('src/main.ts', 'dist/agent.cjs', false);
await bundle('src/main.ts', 'dist/agent-faults.cjs', true);
await bundle('src/rc/main.ts', 'dist/rc.cjs', false);
