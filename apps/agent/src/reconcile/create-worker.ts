import { dirname, join } from 'node:path';

import type { CommandRunner } from '../actuators/command-runner.js';
import { Hooks } from '../actuators/hooks.js';
import { serviceFor } from '../actuators/service-factory.js';
import { versionsOf } from '../actuators/versions-of.js';
import type { Clock } from '../clock.js';
import type { AgentConfig, BinConfig } from '../config/agent-config.js';
import type { Log } from '../log.js';
import type { ProcessTable } from '../probes/process-table.js';
import { probeFor } from '../probes/probe-for.js';
import { Trials } from '../self/trials.js';
import { OwnProgram } from '../self/own-program.js';
import type { OwnAgent } from '../self/own-agent.js';
import type { JournalStore } from '../state/journal-store.js';
import { ProcessLock } from '../state/process-lock.js';
import type { Downloader } from '../transport/download.js';
import { BinWorker } from './bin-worker.js';
import type { Gate } from './gate.js';
import { HealthWatch } from './health-watch.js';
import type { BinJournal } from './journal.js';
import { ServiceProgram } from './program.js';
import type { Program } from './program.js';
import { Retirement } from './retirement.js';
import { Slots } from './slots.js';
import type { Slot } from './slots.js';
import { StepRunner } from './step-runner.js';
import { stepsOf } from './steps.js';

export interface Host {
  readonly config: AgentConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly processes: ProcessTable;
  readonly runner: CommandRunner;
  readonly store: JournalStore;
  readonly downloader: Downloader;
  readonly own: OwnAgent;
  readonly gate: Gate;
  readonly changed: () => void;
}

export function createProgram(host: Pick<Host, 'clock' | 'processes' | 'runner'>, bin: BinConfig): Program {
  const { processes, runner, clock } = host;
  const service = serviceFor(bin.service, { bin: bin.name, path: bin.path, runner, processes });
  const probe = probeFor(bin, processes);
  return new ServiceProgram({ bin, service, hooks: new Hooks(bin, runner), probe, processes, clock });
}

/** Puts together what one bin needs. */
export function createWorker(host: Host, bin: BinConfig, journal: BinJournal): BinWorker {
  const { config, clock, log, processes, runner, store, downloader, gate, changed } = host;
  const [first, second] = bin.sideBySide?.places ?? [bin];
  const slotOf = (place: BinConfig): Slot => ({
    name: place.slot?.name ?? null,
    bin: place,
    versions: versionsOf(place, config),
    program: place.service.kind === 'agent' ? ownProgram(host, place) : createProgram(host, place),
    hooks: new Hooks(place, runner),
  });
  const slots = new Slots(slotOf(first), second === undefined ? null : slotOf(second));
  const { minFreeBytes, sync } = config;
  const steps = { bin, slots, downloader, clock, minFreeBytes };
  const tools = {
    ...steps,
    runner: new StepRunner(steps),
    health: new HealthWatch({ bin, slots, clock, changed }),
    retirement: new Retirement(slots, clock),
    store,
    lock: new ProcessLock(join(dirname(bin.path), `.${bin.name}.lock`), processes),
    offered: stepsOf(bin),
    retry: { minMilliseconds: sync.retryMinSeconds * 1_000, maxMilliseconds: sync.retryMaxSeconds * 1_000 },
    log,
    gate,
    changed,
  };
  return new BinWorker(tools, journal);
}

function ownProgram({ own, processes, runner }: Host, bin: BinConfig): Program {
  return new OwnProgram({ own, bin, trials: new Trials(dirname(bin.path)), processes, runner });
}
