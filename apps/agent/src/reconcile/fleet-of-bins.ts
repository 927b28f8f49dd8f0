import type { Failure } from '../errors.js';
import { toFailure } from '../errors.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import type { DesiredState } from '../transport/sync-protocol.js';
import type { BinWorker } from './bin-worker.js';
import { Gate } from './gate.js';
import type { Host } from './create-worker.js';
import { createWorker } from './create-worker.js';
import type { ProgressEvent } from './journal.js';
import { describeUnknown } from './observed.js';
import type { Observed } from './observed.js';

/** Lifecycles in which a node follows the console; in all others, known or not, it only reports. */
const FOLLOWING = new Set(['active', 'maintenance', 'drained']);

export function mayActIn(lifecycle: string | null, isHeld: boolean): boolean {
  return lifecycle !== null && FOLLOWING.has(lifecycle) && !isHeld;
}

/** All bins of this host: the workers, and those that can't be worked on. */
export class FleetOfBins {
  private readonly workers: readonly BinWorker[];
  private readonly blocked = new Map<string, Failure>();
  private desired: DesiredState = { stateVersion: null, lifecycle: null, bins: [] };

  constructor(parts: Omit<Host, 'gate'>) {
    const host: Host = { ...parts, gate: new Gate() };
    this.workers = host.config.bins.flatMap((bin) => {
      try {
        return [createWorker(host, bin, host.store.load(bin.name))];
      } catch (error) {
        const failure = toFailure(error, 'JOURNAL_UNREADABLE');
        host.log.warn('bin.blocked', { bin: bin.name, ...failure });
        this.blocked.set(bin.name, failure);
        return [];
      }
    });
  }

  want(desired: DesiredState, isHeld: boolean): void {
    this.desired = desired;
    const mayAct = mayActIn(desired.lifecycle, isHeld);
    for (const worker of this.workers) {
      const entry = desired.bins.find(({ bin }) => bin === worker.bin.name);
      worker.want(entry?.desired ?? null, mayAct);
    }
  }

  observed(): readonly Observed[] {
    const known = this.workers.map((worker) => worker.observed());
    const names = new Set(known.map(({ bin }) => bin));
    const blocked = [...this.blocked].map(([bin, error]): Observed => {
      names.add(bin);
      return { bin, sha256: null, source: null, healthy: null, generation: 0, kept: [], error };
    });
    const isFollowing = mayActIn(this.desired.lifecycle, false);
    const strangers = this.desired.bins.filter(
      ({ bin, desired }) => !names.has(bin) && desired.sha256 !== null,
    );
    const unknown = isFollowing
      ? strangers.map(({ bin, desired }) => describeUnknown(bin, desired.generation))
      : [];
    return [...known, ...blocked, ...unknown];
  }

  /** What the work on a bin saw last, without looking again. */
  lastSeen(name: string): RunningIn {
    return this.workers.find(({ bin }) => bin.name === name)?.lastSeen() ?? NOTHING_SEEN;
  }

  events(): readonly ProgressEvent[] {
    return this.workers.flatMap((worker) => worker.pendingEvents());
  }

  acknowledge(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const known = new Set(ids);
    for (const worker of this.workers) worker.acknowledge(known);
  }

  async run(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.run()));
  }

  stop(): void {
    for (const worker of this.workers) worker.stop();
  }
}
