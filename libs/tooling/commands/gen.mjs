import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { inRepository } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';

/** Writes the API contract and its client anew from the controllers. */
export async function gen() {
  await ensureInstalled();
  return generateContract();
}

/** The contract comes from the compiled API, and whoever uses the client is compiled after it. */
export async function generateContract() {
  const tsc = inRepository('node_modules/typescript/bin/tsc');
  const api = await runNode([tsc, '-b', inRepository('apps/api')]);
  if (api.exitCode !== 0) return api.exitCode;
  const { exitCode } = await runNode([inRepository('libs/api-contract/gen.mjs')]);
  if (exitCode === 0) await build();
  return exitCode;
}
