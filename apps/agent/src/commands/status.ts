import { join } from 'node:path';

import { activePlace } from '../config/agent-config.js';
import type { AgentConfig, BinConfig } from '../config/agent-config.js';
import { liveDigestOf } from '../probes/live-digest.js';
import { linuxProcesses } from '../probes/process-table.js';
import { phaseOf } from '../reconcile/observed.js';
import { ContactFile } from '../state/contact-file.js';
import { DesiredStore } from '../state/desired-store.js';
import { readTextFile } from '../state/durable-file.js';
import { HoldFile } from '../state/hold-file.js';
import { JournalStore } from '../state/journal-store.js';
import { ProcessLock } from '../state/process-lock.js';
import type { DesiredState } from '../transport/sync-protocol.js';

/** What this host knows, read from its files: works without the console and without a running agent. */
export async function describeStatus(config: AgentConfig, now: number): Promise<string> {
  const desired = new DesiredStore(config.stateDir).load();
  const pid = new ProcessLock(join(config.stateDir, 'agent.lock'), linuxProcesses).heldBy();
  const bins = await Promise.all(config.bins.map((bin) => describeBin(config, bin, desired)));
  const status = {
    agent: { running: pid !== null, pid },
    nodeId: config.nodeId ?? readTextFile(join(config.stateDir, 'node-id'))?.trim() ?? null,
    lifecycle: desired.lifecycle,
    stateVersion: desired.stateVersion,
    lastContact: new ContactFile(config.stateDir).read(),
    held: new HoldFile(config.stateDir).read(now),
    bins,
  };
  return JSON.stringify(status, null, 2);
}

async function liveFileOf(bin: BinConfig): Promise<{ path: string; sha256: string | null }> {
  return { path: bin.path, sha256: await liveDigestOf(bin) };
}

async function describeBin(config: AgentConfig, bin: BinConfig, state: DesiredState): Promise<object> {
  const desired = state.bins.find((entry) => entry.bin === bin.name)?.desired ?? null;
  const file = await liveFileOf(bin);
  try {
    const journal = new JournalStore(config.stateDir).load(bin.name);
    const { actedGeneration, outcome, job, kept, events, slot, standby } = journal;
    const failure = job?.failure ?? outcome?.failure ?? null;
    const progress = { phase: phaseOf(journal), attempt: job?.attempt ?? outcome?.attempt ?? null, failure };
    return {
      bin: bin.name,
      file: await liveFileOf(activePlace(bin, slot)),
      ...(bin.sideBySide === null ? {} : { slot, standby }),
      desired,
      actedGeneration,
      ...progress,
      kept,
      unreportedEvents: events.length,
    };
  } catch (error) {
    return { bin: bin.name, file, desired, failure: error instanceof Error ? error.message : String(error) };
  }
}
