import {
  advance,
  decide,
  draftRollout,
  fullGroups,
  isExposed,
  planWaves,
  takeIn,
  wantedCandidates,
  type Command,
  type Decision,
  type NodeFacts,
  type ReleaseEvent,
  type ReleasePlan,
  type Rollout,
  type Target,
  type TargetWithFacts,
} from './index.js';

export const OLD = 'a'.repeat(64);
export const NEW = 'b'.repeat(64);

export function aPlan(change: Partial<ReleasePlan> = {}): ReleasePlan {
  return {
    environmentId: 'env',
    bins: [
      {
        binId: 'bin',
        bin: 'web',
        versionId: 'v2',
        version: '2',
        artifacts: [{ arch: 'amd64', sha256: NEW, sizeBytes: 1 }],
      },
    ],
    selector: { labels: {}, nodeIds: [] },
    strategy: {
      type: 'canary',
      steps: [{ setWeight: 10 }, { setWeight: 50 }, { setWeight: 100 }],
      stratifyBy: [],
    },
    maxUnavailable: '25%',
    maxUnavailablePerGroup: null,
    minReadySeconds: 5,
    nodeDeadlineSeconds: 120,
    darkAfterSeconds: 30,
    failureThreshold: '10%',
    onFailure: 'rollback',
    rollbackDeadlineSeconds: 600,
    nodeGrowth: 0,
    nodeCount: 10,
    ...change,
  };
}

/** How a simulated node takes the new build. */
export type Behaviour = 'good' | 'fails' | 'silent_after' | 'slow' | 'offline' | 'late';

export interface SimNode {
  readonly id: string;
  readonly behaviour: Behaviour;
  readonly pop: string;
  facts: NodeFacts;
  actAt: number | null;
}

/** A release with its targets and nodes in memory, driven second by second. */
export class Fleet {
  now = 1_000_000;
  rollout: Rollout;
  readonly targets = new Map<string, Target>();
  readonly nodes = new Map<string, SimNode>();
  readonly events: { readonly at: number; readonly revision: number; readonly event: ReleaseEvent }[] = [];
  readonly start: Rollout;

  constructor(
    plan: ReleasePlan,
    behaviours: readonly Behaviour[],
    private readonly afterDecision: (fleet: Fleet, before: Rollout, decision: Decision) => void = () =>
      undefined,
  ) {
    behaviours.forEach((behaviour, index) => {
      const id = `node-${index}`;
      this.nodes.set(id, {
        id,
        behaviour,
        pop: `pop-${index % 3}`,
        facts: this.firstFacts(id, behaviour),
        actAt: null,
      });
    });
    this.rollout = draftRollout({ ...plan, nodeCount: behaviours.length });
    this.start = this.rollout;
  }

  private firstFacts(nodeId: string, behaviour: Behaviour): NodeFacts {
    return {
      nodeId,
      desiredGeneration: 3,
      protocol: 'agent',
      observed: { sha256: OLD, generation: 3, isHealthy: true, since: this.now - 60_000 },
      progress: null,
      desiredSha256: OLD,
      away: null,
      lastSeenAt: behaviour === 'offline' || behaviour === 'late' ? this.now - 3_600_000 : this.now,
      intervalSeconds: 1,
    };
  }

  command(command: Command): boolean {
    const decided = decide(this.rollout, command, this.now);
    if (decided.ok) this.apply(decided);
    return decided.ok;
  }

  deploy(): void {
    this.command({ type: 'submit', isApproved: true });
    const planned = planWaves(
      this.rollout.plan,
      [...this.nodes.values()].map((node) => ({ nodeId: node.id, arch: 'amd64', labels: { pop: node.pop } })),
      this.now,
    );
    for (const target of planned.targets) this.targets.set(target.nodeId, target);
    this.command({ type: 'deploy', steps: planned.steps, groupSizes: planned.groupSizes });
  }

  /** One pass of the engine over everything that could have changed, then over what is open. */
  tick(): void {
    this.apply(takeIn(this.rollout, this.withFacts([...this.targets.values()]), this.now));
    for (let round = 0; round < 20; round += 1) {
      const decision = advance(this.rollout, this.candidates(), this.now);
      if (decision.events.length === 0) return;
      this.apply(decision);
    }
  }

  private candidates(): readonly TargetWithFacts[] {
    const query = wantedCandidates(this.rollout);
    if (!query) return [];
    const full = new Set(fullGroups(this.rollout));
    const fits = (target: Target): boolean =>
      query.kind === 'exposed'
        ? isExposed(target.status)
        : target.status === 'pending' && target.wave <= query.maxWave && !full.has(target.group);
    const found = [...this.targets.values()]
      .filter(fits)
      .sort((a, b) => Number(b.isDown) - Number(a.isDown) || a.rank - b.rank);
    return this.withFacts(found.slice(0, query.limit));
  }

  private withFacts(targets: readonly Target[]): readonly TargetWithFacts[] {
    return targets.flatMap((target) => {
      const node = this.nodes.get(target.nodeId);
      return node ? [{ target, facts: node.facts }] : [];
    });
  }

  private apply(decision: Decision): void {
    const before = this.rollout;
    this.rollout = decision.rollout;
    for (const event of decision.events)
      this.events.push({ at: this.now, revision: decision.rollout.revision, event });
    for (const target of decision.targets) this.targets.set(target.nodeId, target);
    for (const intent of decision.desired) {
      const node = this.nodes.get(intent.nodeId);
      if (!node || node.facts.desiredGeneration !== intent.expectedGeneration)
        throw new Error('desired state was not compared');
      node.facts = { ...node.facts, desiredGeneration: intent.expectedGeneration + 1 };
      node.actAt = this.now + (node.behaviour === 'slow' ? 40_000 : 2_000);
    }
    this.afterDecision(this, before, decision);
  }

  /** A second passes on the hosts. */
  live(): void {
    this.now += 1_000;
    for (const node of this.nodes.values()) this.liveOne(node);
  }

  private liveOne(node: SimNode): void {
    const target = this.targets.get(node.id);
    const wasAsked = target !== undefined && target.generation > 0;
    const isSilent =
      node.behaviour === 'offline' ||
      (node.behaviour === 'late' && this.now < 1_090_000) ||
      (node.behaviour === 'silent_after' && wasAsked);
    if (isSilent) return;
    node.facts = { ...node.facts, lastSeenAt: this.now };
    if (node.actAt === null || this.now < node.actAt || !target) return;
    if (this.now < node.actAt + 3_000) return this.check(node, target);
    node.actAt = null;
    const generation = node.facts.desiredGeneration;
    const isBack = target.status === 'reverting' || target.status === 'revert_failed';
    const isFailing = node.behaviour === 'fails' && !isBack;
    const sha256 = isBack || isFailing ? OLD : target.digest;
    const error = { code: 'HEALTH_FAILED', message: 'never healthy' };
    node.facts = {
      ...node.facts,
      observed: { sha256, generation, isHealthy: true, since: this.now },
      progress: { generation, phase: isFailing ? 'failed' : 'active', error: isFailing ? error : null },
    };
  }

  /** The new file is in place, its program is being started and checked, and nobody can tell how it will end. */
  private check(node: SimNode, target: Target): void {
    const generation = node.facts.desiredGeneration;
    const isReturning = target.status === 'reverting' || target.status === 'revert_failed';
    node.facts = {
      ...node.facts,
      observed: { sha256: isReturning ? OLD : target.digest, generation, isHealthy: null, since: this.now },
      progress: { generation, phase: 'checking', error: null },
    };
  }

  runFor(ticks: number): void {
    for (let count = 0; count < ticks; count += 1) {
      this.live();
      this.tick();
    }
  }
}
