import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandRunner } from '../actuators/command-runner.js';
import { Agent } from '../agent.js';
import { systemClock } from '../clock.js';
import type { AgentConfig } from '../config/agent-config.js';
import type { Settings } from '../config/settings.js';
import { jsonLog } from '../log.js';
import { linuxProcesses } from '../probes/process-table.js';
import { armFaults } from '../state/fault-point.js';
import { ProcessLock } from '../state/process-lock.js';

const LAST_CALL_MILLISECONDS = 5_000;
const LEAVE_MILLISECONDS = 8_000;
export const EXIT_ALREADY_RUNNING = 3;

/** Runs until a signal; returns the exit code. */
export async function runAgent(config: AgentConfig, settings: Settings, version: string): Promise<number> {
  armFaults(settings.faults);
  const log = jsonLog((line) => void process.stdout.write(line), systemClock.now);
  mkdirSync(config.stateDir, { recursive: true, mode: 0o700 });
  const lock = new ProcessLock(join(config.stateDir, 'agent.lock'), linuxProcesses);
  const taken = lock.acquire();
  if (!taken.ok) {
    log.warn('agent.refused', { message: `process ${taken.heldByPid} is the agent of ${config.stateDir}` });
    return EXIT_ALREADY_RUNNING;
  }
  const lastCall = new AbortController();
  setMaxListeners(0, lastCall.signal);
  const runner = new CommandRunner({
    stateDir: config.stateDir,
    environment: settings.childEnvironment,
    processes: linuxProcesses,
    lastCall: lastCall.signal,
  });
  const agent = new Agent({ config, version, clock: systemClock, log, processes: linuxProcesses, runner });
  const left = onSignal((signal) => {
    log.info('agent.stopping', { signal });
    agent.stop();
    setTimeout(() => lastCall.abort(), LAST_CALL_MILLISECONDS).unref();
  });
  log.info('agent.started', { version, pid: process.pid, bins: config.bins.length });
  await Promise.race([agent.run(), left]);
  lock.release();
  log.info('agent.stopped');
  return 0;
}

/** Resolves when a stop has taken long enough: what is left then is finished by the next start. */
function onSignal(stop: (signal: string) => void): Promise<void> {
  return new Promise((resolve) => {
    const once = (signal: string): void => {
      process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
      stop(signal);
      setTimeout(resolve, LEAVE_MILLISECONDS).unref();
    };
    process.on('SIGTERM', once);
    process.on('SIGINT', once);
  });
}
