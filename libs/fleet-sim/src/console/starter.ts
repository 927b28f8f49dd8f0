import {
  decide,
  hasActivated,
  isAllowed,
  isBlocked,
  isPassing,
  mostNodes,
  planWaves,
  startBlock,
  takeJoiners,
  takesJoiners,
  type CandidateNode,
  type Claim,
  type Command,
  type Target,
} from '@release-console/rollout-core';
import { POP, type NodeRow } from './core-words.js';
import type { EngineDriver } from './engine-driver.js';
import { binsOf, type MemoryStore, type StoredRelease } from './memory-store.js';
import { soakOfRelease } from './soak.js';
import { withdrawnOf, worldOf } from './world-of.js';

/** Lets releases begin, at once or when nothing is in their way any more, and nodes join those that are under way. */
export class Starter {
  constructor(
    private readonly store: MemoryStore,
    private readonly driver: EngineDriver,
  ) {}

  /** Null when it began, else the code of the refusal; then nothing changed at all. */
  deploy(release: StoredRelease, supersedes: boolean, now: number): string | null {
    if (!isAllowed(release.rollout.status, 'deploy')) return 'ILLEGAL_TRANSITION';
    if (!this.isApproved(release)) return 'APPROVAL_MISSING';
    const fault = this.outdated(release);
    if (fault !== null) return fault;
    const { plan } = release.rollout;
    const nodes = this.store.membersOf(release.declared);
    const planned = planWaves(plan, nodes.map(candidateOf), now);
    const command = { type: 'deploy', steps: planned.steps, groupSizes: planned.groupSizes } as const;
    const claims = this.claimsOn(release, nodes);
    const block = this.blockFor(release, supersedes ? [] : claims, now);
    if (block !== null) return block;
    const decided = decide(release.rollout, command, now);
    if (!decided.ok) return decided.refusal.code;
    const refusal = this.supersede(claims, release, now);
    if (refusal !== null) return refusal;
    this.claim(release, planned.targets);
    return this.driver.command(release, command, now);
  }

  private isApproved({ approvals, planHash: plan, declared }: StoredRelease): boolean {
    return (
      approvals.some(({ planHash }) => planHash === plan) || this.store.unasked.has(declared.environment)
    );
  }

  private blockFor(release: StoredRelease, claims: readonly Claim[], now: number): string | null {
    const world = worldOf(this.store, release, now);
    const soak = soakOfRelease(this.store, release, now);
    return startBlock(world, release.rollout, claims, soak)?.code ?? null;
  }

  /** What was approved can't be had any more. */
  private outdated(release: StoredRelease): string | null {
    if (withdrawnOf(this.store, release) !== null) return 'VERSION_WITHDRAWN';
    const { length } = this.store.membersOf(release.declared);
    return length > mostNodes(release.rollout.plan) ? 'NODES_GREW' : null;
  }

  deployOrWait(release: StoredRelease, person: string, now: number): string | null {
    const refusal = this.deploy(release, false, now);
    if (refusal === null || !isBlocked(refusal)) return refusal;
    return this.driver.command(release, { type: 'schedule', at: now, actor: person }, now);
  }

  schedule(release: StoredRelease, at: number, person: string, now: number): string | null {
    if (at <= now) return 'VALIDATION_FAILED';
    const fault = this.outdated(release);
    if (fault !== null) return fault;
    return this.driver.command(release, { type: 'schedule', at, actor: person }, now);
  }

  /** One that never can begin any more fails, others go on waiting. */
  startDue(release: StoredRelease, now: number): string | null {
    const { status, schedule } = release.rollout;
    if (status !== 'scheduled' || schedule === null || schedule.at > now) return null;
    // Only what nothing from outside holds is planned anew.
    const block = this.isApproved(release) ? this.blockFor(release, [], now) : null;
    const code = block ?? this.deploy(release, false, now);
    if (code === null || isPassing(code)) return code;
    return this.driver.command(release, { type: 'fail', error: { code, message: code } }, now);
  }

  join(release: StoredRelease, now: number): void {
    if (!takesJoiners(release.rollout)) return;
    const free = this.store
      .membersOf(release.declared)
      .filter((node) => !release.targets.has(node.id) && this.claimsOn(release, [node]).length === 0);
    const { joined, ...decision } = takeJoiners(release.rollout, free.map(candidateOf), now);
    if (joined.length === 0) return;
    this.claim(release, joined);
    this.driver.write({ release, version: release.version, decision }, now);
  }

  private claim(release: StoredRelease, targets: readonly Target[]): void {
    for (const target of targets) release.targets.set(target.nodeId, target);
    release.isClaiming = true;
  }

  /** Unfinished releases that decide about any of these nodes and bins. */
  private claimsOn(release: StoredRelease, nodes: readonly NodeRow[]): readonly Claim[] {
    const bins = binsOf(release);
    return [...this.store.releases.values()].flatMap((other, index) => {
      if (!other.isClaiming || other === release || !binsOf(other).some((bin) => bins.includes(bin)))
        return [];
      const count = nodes.filter(({ id }) => other.targets.has(id)).length;
      return count > 0 ? [{ id: other.id, number: index + 1, nodes: count }] : [];
    });
  }

  /** All of them or none. */
  private supersede(claims: readonly Claim[], by: StoredRelease, now: number): string | null {
    const older = claims.flatMap(({ id }) => this.store.releases.get(id) ?? []);
    const command: Command = { type: 'supersede', by: [...this.store.releases.keys()].indexOf(by.id) + 1 };
    for (const { rollout } of older) {
      const decided = decide(rollout, command, now);
      // What goes back must get there first.
      if (!decided.ok) return 'NODES_CLAIMED';
    }
    for (const release of older) this.driver.command(release, command, now);
    return null;
  }
}

export function hasChanged({ targets }: StoredRelease, nodeId: string): boolean {
  const target = targets.get(nodeId);
  return target !== undefined && hasActivated(target);
}

function candidateOf({ id, pop }: NodeRow): CandidateNode {
  return { nodeId: id, arch: null, labels: pop === '' ? {} : { [POP]: pop } };
}
