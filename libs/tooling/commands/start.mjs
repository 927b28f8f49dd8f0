import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { untilAskedToEnd } from '../bootstrap/asked-to-end.mjs';
import { build } from '../bootstrap/build.mjs';
import { ensureInstalled } from '../bootstrap/install.mjs';
import { inRepository } from '../bootstrap/paths.mjs';

/** `npm start`: the console with a small demo fleet, until Ctrl-C. `npm start -- --no-demo`: the console alone. */
export async function start() {
  const { values } = parseArgs({ options: { 'no-demo': { type: 'boolean' } } });
  const asked = untilAskedToEnd();
  await ensureInstalled();
  await build();
  const { startNode, stopProcess } = await import('../dist/processes/node-process.js');
  const setting = await settings(!values['no-demo']);
  const server = startNode([inRepository('apps/api/dist/main.js')], {
    env: { ...process.env, ...setting.env },
  });
  const ended = once(server, 'exit').then(([code]) => code ?? 1);
  const fleet = values['no-demo'] ? undefined : startFleet(setting, ended);
  const exitCode = await Promise.race([ended, asked.then(() => 0)]);
  await Promise.all([stopProcess(server), fleet?.then((running) => running?.stop())]);
  return exitCode;
}

/**
 * Where the console will be, and as whom the demo is set up there: the admin of the settings, or one of its own.
 * @param {boolean} hasDemo
 */
async function settings(hasDemo) {
  const { demoAccounts } = await import('../dist/demo/standing-fleet.js');
  const { freePorts } = await import('../dist/processes/free-ports.js');
  const { HOST, PORT, DATA_DIR, ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;
  const dataDir = resolve(DATA_DIR || './data');
  const port = PORT === '0' ? String((await freePorts(1))[0]) : PORT || '8080';
  const host = !HOST || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  const own = ADMIN_EMAIL && ADMIN_PASSWORD ? { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } : undefined;
  const admin = own ?? (hasDemo ? demoAccounts(dataDir).admin : undefined);
  const env = { PORT: port, ...(admin ? { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password } : {}) };
  return { env, dataDir, url: `http://${host}:${port}`, admin };
}

/**
 * The console serves people also when the demo can't be set up in it.
 * @param {Awaited<ReturnType<typeof settings>>} setting
 * @param {Promise<number>} serverEnded
 */
async function startFleet({ url, dataDir, admin }, serverEnded) {
  const { startDemoFleet } = await import('../dist/demo/standing-fleet.js');
  if (!admin || !(await isHealthy(url, serverEnded))) return undefined;
  try {
    const fleet = await startDemoFleet(dataDir, `${url}/api/v1`, admin);
    console.log(
      `\nOpen ${url}. Six demo hosts run version A of "gateway" and get two configuration files; version B is uploaded. Three run a shop under traffic: release\n1.2.0-errors to it with an analysis, and watch the judge. Sign in as:`,
    );
    for (const { email, password } of Object.values(fleet.accounts))
      console.log(`  ${email.padEnd(28)}${password}`);
    return fleet;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    console.error(`The demo fleet is not there (${reason}). The console runs without it, as with --no-demo.`);
    return undefined;
  }
}

/**
 * @param {string} url
 * @param {Promise<number>} serverEnded
 */
async function isHealthy(url, serverEnded) {
  let isOver = false;
  void serverEnded.then(() => (isOver = true));
  while (!isOver) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
