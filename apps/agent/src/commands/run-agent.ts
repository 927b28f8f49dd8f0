import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandRunner } from '../actuators/command-runner.js';
import { Agent } from '../agent.js';
import { systemClock } from '../clock.js';
import type { AgentConfig } from '../config/agent-config.js';
import { BUNDLE } from '../config/parse-self.js';
import type { Settings } from '../config/settings.js';
import { jsonLog } from '../log.js';
import { realPath } from '../probes/file-hash.js';
import { linuxProcesses } from '../probes/process-table.js';
import { EXIT_HAND_OVER, ownBundle } from '../self/own-agent.js';
import type { OwnAgent } from '../self/own-agent.js';
import { armFaults } from '../state/fault-point.js';
import { ProcessLock } from '../state/process-lock.js';

const LAST_CALL_MILLISECONDS = 5_000;
const LEAVE_MILLISECONDS = 8_000;
export const EXIT_ALREADY_RUNNING = 3;

export interface AgentBuild {
  readonly version: string;
  readonly configFile: string;
}

/** Runs until a signal or until the launcher is to start another version; returns the exit code. */
export async function runAgent(config: AgentConfig, settings: Settings, build: AgentBuild): Promise<number> {
  const bundle = ownBundle();
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
  const leaving = new Leaving();
  const own: OwnAgent = {
    ...bundle,
    configFile: build.configFile,
    isLaunched: isLaunched(config, bundle.bundle),
    handOver: () => leaving.leave('hand-over', EXIT_HAND_OVER),
  };
  const { version } = build;
  const agent = new Agent({
    config,
    version,
    own,
    clock: systemClock,
    log,
    processes: linuxProcesses,
    runner: runnerFor(config, settings, lastCall.signal),
  });
  leaving.begins((reason) => {
    log.info('agent.stopping', { signal: reason });
    agent.stop();
    setTimeout(() => lastCall.abort(), LAST_CALL_MILLISECONDS).unref();
  });
  // Without its launcher nobody would put an old version back.
  if (own.isLaunched) process.on('disconnect', () => leaving.leave('launcher-gone', 0));
  log.info('agent.started', { version, pid: process.pid, bins: config.bins.length });
  await Promise.race([agent.run(), leaving.isOverdue]);
  lock.release();
  log.info('agent.stopped');
  return leaving.code;
}

function runnerFor({ stateDir }: AgentConfig, settings: Settings, lastCall: AbortSignal): CommandRunner {
  const environment = settings.childEnvironment;
  return new CommandRunner({ stateDir, environment, processes: linuxProcesses, lastCall });
}

function isLaunched({ self }: AgentConfig, bundle: string): boolean {
  return self !== null && process.connected && bundle === realPath(join(self.dir, BUNDLE));
}

/** A stop that takes too long is cut short: what is left then is finished by the next start. */
class Leaving {
  code = 0;
  readonly isOverdue: Promise<void>;
  private overdue: () => void = () => undefined;
  private stop: ((reason: string) => void) | null = null;

  constructor() {
    this.isOverdue = new Promise((resolve) => (this.overdue = resolve));
  }

  begins(stop: (reason: string) => void): void {
    this.stop = stop;
    process.on('SIGTERM', (signal) => this.leave(signal, 0));
    process.on('SIGINT', (signal) => this.leave(signal, 0));
  }

  leave(reason: string, code: number): void {
    const { stop } = this;
    if (stop === null) return;
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    this.stop = null;
    this.code = code;
    stop(reason);
    setTimeout(this.overdue, LEAVE_MILLISECONDS).unref();
  }
}
