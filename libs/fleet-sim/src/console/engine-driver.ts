import {
  advance,
  candidatesAmong,
  decide,
  inViewOf,
  follow,
  isFollowed,
  isLive,
  isLost,
  restsOnSuccesses,
  takeIn,
  wantedCandidates,
  type Command,
  type Decision,
  type Rollout,
  type Target,
  type TargetWithFacts,
} from '@release-console/rollout-core';
import type { Order } from './console.js';
import { worldOf } from './world-of.js';
import { binsOf, type MemoryStore, type StoredRelease } from './memory-store.js';

/** Several steps may be open at once, for example empty waves; each costs one round. */
const ROUNDS = 50;

/** Orders that need more than the release itself. */
type StartOrder = 'submit' | 'approve' | 'deploy' | 'deploy_or_wait' | 'deploy_over' | 'schedule';
export type SteerOrder = Exclude<Order, StartOrder>;

/** What a process read and decided, and has not written yet. */
export interface Held {
  readonly release: StoredRelease;
  readonly version: number;
  readonly decision: Decision;
}

/** The service around the pure rules: load, decide, write if nothing changed meanwhile. */
export class EngineDriver {
  constructor(private readonly store: MemoryStore) {}

  /** Looks at one release and does what is open now. */
  tick(release: StoredRelease, now: number): void {
    const first = this.look(release, now);
    if (!first || !this.write(first, now)) return;
    for (let round = 0; round < ROUNDS && isLive(release.rollout.status); round += 1) {
      const next = this.decideNext(release, release.rollout, now);
      if (next.decision.events.length === 0 || !this.write(next, now)) return;
    }
  }

  /** Reads and decides only; `write` comes later, perhaps too late. */
  readAhead(release: StoredRelease, now: number): Held | null {
    return isLive(release.rollout.status) ? this.decideNext(release, release.rollout, now) : null;
  }

  write({ release, version, decision }: Held, now: number): boolean {
    return this.store.commit(release, version, decision, now);
  }

  /** Null when it was done, else the code of the refusal. */
  command(release: StoredRelease, command: Command, now: number): string | null {
    const decided = decide(release.rollout, command, now);
    if (!decided.ok) return decided.refusal.code;
    this.write({ release, version: release.version, decision: decided }, now);
    return null;
  }

  /** Nobody is to be asked for what the same nodes will not get any more. */
  retireOlder(release: StoredRelease, now: number): void {
    if (release.rollbackOf !== null) return;
    const ids = [...this.store.releases.keys()];
    const by = ids.indexOf(release.id) + 1;
    for (const older of ids.slice(0, by - 1).flatMap((id) => this.store.releases.get(id) ?? []))
      if (older.rollbackOf === null && asksForTheSame(older, release))
        this.command(older, { type: 'supersede', by }, now);
  }

  /** The order of a person in the words of the engine. */
  commandOf(release: StoredRelease, order: SteerOrder, person: string, nodeIds: readonly string[]): Command {
    switch (order) {
      case 'unschedule':
        return { type: order };
      case 'override_freeze':
      case 'override_soak':
        return { type: order, actor: person, reason: 'it can not wait' };
      case 'reject':
      case 'cancel':
      case 'abort':
        return { type: order, reason: null };
      case 'pause':
      case 'rollback':
        return { type: order, actor: person };
      case 'resume':
        return { type: order, lost: [...release.targets.values()].filter(({ status }) => isLost(status)) };
      case 'retry':
      case 'skip':
        return { type: order, targets: nodeIds.flatMap((id) => release.targets.get(id) ?? []) };
      case 'promote':
        return { type: 'promote', isFull: false };
      case 'promote_fully':
        return { type: 'promote', isFull: true };
    }
  }

  private look(release: StoredRelease, now: number): Held | null {
    const { status } = release.rollout;
    if (!isLive(status) && !isFollowed(status)) return null;
    const due = [...release.targets.values()].filter(
      ({ nodeId, dueAt }) => release.touched.has(nodeId) || (dueAt !== null && dueAt <= now),
    );
    release.touched.clear();
    const takes = isLive(status) ? takeIn : follow;
    const heard = this.withFacts(release, due);
    const decision = takes(release.rollout, heard, now, worldOf(this.store, release, now));
    return { release, version: release.version, decision };
  }

  private decideNext(release: StoredRelease, rollout: Rollout, now: number): Held {
    const world = worldOf(this.store, release, now);
    const candidates = this.withFacts(release, candidatesOf(release, rollout));
    const decision = advance(rollout, candidates, now, world);
    const held = { release, version: release.version };
    if (!restsOnSuccesses(rollout, decision)) return { ...held, decision };
    const succeeded = [...release.targets.values()].filter(({ status }) => status === 'succeeded');
    const known = this.withFacts(release, succeeded);
    return { ...held, decision: inViewOf(known, rollout, decision, now, world) };
  }

  private withFacts(release: StoredRelease, targets: readonly Target[]): readonly TargetWithFacts[] {
    const bins = binsOf(release);
    return targets.map((target) => ({ target, facts: this.store.factsOf(target.nodeId, bins) }));
  }
}

function asksForTheSame(older: StoredRelease, { declared }: StoredRelease): boolean {
  const textOf = ({ bins, environment, nodeIds }: StoredRelease['declared']): string =>
    JSON.stringify([environment, nodeIds, bins.map(({ bin }) => bin).sort()]);
  return older.rollout.status === 'pending_approval' && textOf(older.declared) === textOf(declared);
}

function candidatesOf({ targets }: StoredRelease, rollout: Rollout): readonly Target[] {
  const query = wantedCandidates(rollout);
  return query ? candidatesAmong(query, targets.values()) : [];
}
