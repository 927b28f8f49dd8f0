import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { systemClock } from '../clock.js';
import { isObject } from '../config/fields.js';
import { ConfigError } from '../config/load-config.js';
import { BUNDLE } from '../config/parse-self.js';
import type { Settings } from '../config/settings.js';
import { jsonLog } from '../log.js';
import { linuxProcesses } from '../probes/process-table.js';
import { endLeftover, startAgent } from '../self/agent-child.js';
import { Bundles } from '../self/bundles.js';
import { Launcher } from '../self/launcher.js';
import { ownBundle } from '../self/own-agent.js';
import { succeeds } from '../self/succeeds.js';
import { Trials } from '../self/trials.js';
import { armFaults } from '../state/fault-point.js';
import { ProcessLock } from '../state/process-lock.js';
import { EXIT_ALREADY_RUNNING } from './run-agent.js';

const REACH_SECONDS = 60;

/** Runs until a signal, or until an agent that is not on trial ends; returns the exit code. */
export async function launch(configFile: string, settings: Settings): Promise<number> {
  armFaults(settings.faults);
  const dir = folderIn(configFile);
  const log = jsonLog((line) => void process.stdout.write(line), systemClock.now);
  const bundles = new Bundles(join(dir, BUNDLE));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = new ProcessLock(join(dir, 'launcher.lock'), linuxProcesses);
  const taken = lock.acquire();
  if (!taken.ok) {
    log.warn('launcher.refused', { message: `process ${taken.heldByPid} is the launcher of ${dir}` });
    return EXIT_ALREADY_RUNNING;
  }
  bundles.installIfMissing(ownBundle().bundle);
  const record = join(dir, 'child.json');
  await endLeftover(record, linuxProcesses, systemClock);
  const words = (bundle: string, command: string): readonly string[] => [
    ...process.execArgv,
    bundle,
    command,
    '--config',
    configFile,
  ];
  const launcher = new Launcher({
    trials: new Trials(dir),
    bundles,
    start: () => startAgent(words(bundles.live, 'run'), record, linuxProcesses),
    reach: (bundle, signal) => succeeds(words(bundle, 'reach'), REACH_SECONDS, signal),
    clock: systemClock,
    log,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => launcher.stop());
  const code = await launcher.run();
  lock.release();
  return code;
}

/** Of all the configuration the launcher reads this one setting, which must never change its meaning. */
function folderIn(configFile: string): string {
  const refuse = (why: string): ConfigError => new ConfigError(`${configFile} can't be used: ${why}`);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(configFile, 'utf8'));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  const self = isObject(document) ? document['self'] : undefined;
  const dir = isObject(self) ? self['dir'] : undefined;
  if (typeof dir === 'string' && dir.startsWith('/')) return dir;
  throw refuse('self.dir: is missing, or is no absolute path');
}
