import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { inRepository } from '../bootstrap/paths.mjs';

/** `npm start`: the console, until Ctrl-C. */
export async function start() {
  parseArgs({ options: { 'no-demo': { type: 'boolean' } } });
  await ensureInstalled();
  await build();
  const { startNode, stopProcess } = await import('../dist/processes/node-process.js');
  const asked = untilAskedToEnd();
  const server = startNode([inRepository('apps/api/dist/main.js')]);
  const ended = once(server, 'exit').then(([code]) => code ?? 1);
  const exitCode = await Promise.race([ended, asked.then(() => 0)]);
  await stopProcess(server);
  return exitCode;
}
