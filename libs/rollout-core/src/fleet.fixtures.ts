import {
  advance,
  candidatesAmong,
  decide,
  draftRollout,
  inViewOf,
  OPEN_WORLD,
  planWaves,
  restsOnSuccesses,
  takeIn,
  wantedCandidates,
  type Amount,
  type BinFacts,
  type BlueGreenStrategy,
  type Command,
  type Decision,
  type DesiredIntent,
  type NodeFacts,
  type PlanBin,
  type ReleaseEvent,
  type ReleasePlan,
  type Rollout,
  type Strategy,
  type Target,
  type TargetBin,
  type TargetWithFacts,
  type World,
} from './index.js';

export const OLD = 'a'.repeat(64);
export const NEW = 'b'.repeat(64);

export function aPlanBin(name = 'web', digest = NEW): PlanBin {
  return {
    binId: name,
    bin: name,
    versionId: `${name}-v2`,
    version: '2',
    artifacts: [{ arch: 'amd64', sha256: digest, sizeBytes: 1 }],
  };
}

export function aRolling(batch: Amount): Strategy {
  return { type: 'rolling', batch, waves: [], pause: null };
}

export function aBlueGreen(change: Partial<BlueGreenStrategy> = {}): Strategy {
  return { type: 'blue-green', mode: 'swap', isAutomatic: true, rollbackWindowSeconds: 0, ...change };
}

export function aPlan(change: Partial<ReleasePlan> = {}): ReleasePlan {
  return {
    environmentId: 'env',
    bins: [aPlanBin()],
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
    hours: null,
    lateJoiners: 'baseline',
    nodeCount: 10,
    ...change,
  };
}

export function aTargetBin(change: Partial<TargetBin> = {}): TargetBin {
  return {
    binId: 'web',
    digest: NEW,
    asked: 'activate',
    generation: 7,
    previous: { sha256: OLD },
    ...change,
  };
}

/** One that was asked ten seconds before the time that the tables speak of. */
export function aTarget(change: Partial<Target> = {}): Target {
  return {
    nodeId: 'n',
    wave: 0,
    rank: 0,
    group: '',
    bins: [aTargetBin()],
    status: 'assigned',
    isDown: true,
    isForgiven: false,
    assignedAt: 990_000,
    readySince: null,
    since: 990_000,
    dueAt: null,
    error: null,
    ...change,
  };
}

/** How a simulated node takes the new build; `fails_last` fails only at the last of several bins, `has_it` runs it already. */
export type Behaviour =
  'good' | 'has_it' | 'fails' | 'fails_last' | 'silent_after' | 'slow' | 'offline' | 'late' | 'seed';

interface Order {
  readonly sha256: string | null;
  readonly action: DesiredIntent['action'];
  readonly generation: number;
  readonly actAt: number;
}

export interface SimNode {
  readonly id: string;
  readonly behaviour: Behaviour;
  readonly pop: string;
  facts: NodeFacts;
  /** What it was told and has not done, per bin. */
  readonly orders: (Order | null)[];
}

/** A release with its targets and nodes in memory, driven second by second. */
export class Fleet {
  now = 1_000_000;
  world: World = OPEN_WORLD;
  rollout: Rollout;
  readonly targets = new Map<string, Target>();
  readonly nodes = new Map<string, SimNode>();
  readonly events: { readonly at: number; readonly revision: number; readonly event: ReleaseEvent }[] = [];
  readonly start: Rollout;
  private readonly lastBins = new Map<string, NodeFacts['bins']>();

  constructor(
    plan: ReleasePlan,
    behaviours: readonly Behaviour[],
    private readonly afterDecision: (fleet: Fleet, before: Rollout, decision: Decision) => void = () =>
      undefined,
  ) {
    this.rollout = draftRollout({ ...plan, nodeCount: behaviours.length });
    this.start = this.rollout;
    behaviours.forEach((behaviour, index) => {
      const id = `node-${index}`;
      this.nodes.set(id, {
        id,
        behaviour,
        pop: `pop-${index % 3}`,
        facts: this.firstFacts(id, behaviour),
        orders: plan.bins.map(() => null),
      });
    });
  }

  private firstFacts(nodeId: string, behaviour: Behaviour): NodeFacts {
    const isSeed = behaviour === 'seed';
    const observed = {
      sha256: OLD,
      generation: isSeed ? 0 : 3,
      isHealthy: isSeed ? null : true,
      since: this.now - 60_000,
    };
    return {
      nodeId,
      protocol: isSeed ? 'seed' : 'agent',
      away: null,
      lastSeenAt: behaviour === 'offline' || behaviour === 'late' ? this.now - 3_600_000 : this.now,
      intervalSeconds: 1,
      bins: this.rollout.plan.bins.map(({ artifacts }) => ({
        desiredGeneration: 3,
        observed: behaviour === 'has_it' ? { ...observed, sha256: artifacts[0]?.sha256 ?? OLD } : observed,
        progress: null,
        desiredSha256: OLD,
      })),
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
    this.tick();
  }

  /** One pass of the engine over everything that could have changed, then over what is open. */
  tick(): void {
    this.apply(takeIn(this.rollout, this.heard(), this.now, this.world));
    for (let round = 0; round < 20; round += 1) {
      const decision = this.next();
      if (decision.events.length === 0) return;
      this.apply(decision);
    }
  }

  /** Of those that are done, news alone is a reason to look. */
  private heard(): readonly TargetWithFacts[] {
    return this.withFacts([...this.targets.values()]).filter(({ target, facts }) => {
      const isNews = this.lastBins.get(target.nodeId) !== facts.bins;
      this.lastBins.set(target.nodeId, facts.bins);
      return isNews || target.status !== 'succeeded';
    });
  }

  private next(): Decision {
    const decision = advance(this.rollout, this.candidates(), this.now, this.world);
    if (!restsOnSuccesses(this.rollout, decision)) return decision;
    const all = this.withFacts([...this.targets.values()]);
    return inViewOf(all, this.rollout, decision, this.now, this.world);
  }

  private candidates(): readonly TargetWithFacts[] {
    const query = wantedCandidates(this.rollout);
    if (!query) return [];
    return this.withFacts(candidatesAmong(query, this.targets.values()));
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
    for (const intent of decision.desired) this.obey(intent);
    this.afterDecision(this, before, decision);
  }

  private obey(intent: DesiredIntent): void {
    const node = this.nodes.get(intent.nodeId);
    const index = this.rollout.plan.bins.findIndex(({ binId }) => binId === intent.binId);
    const bin = node?.facts.bins[index];
    if (!node || !bin || bin.desiredGeneration !== intent.expectedGeneration)
      throw new Error('desired state was not compared');
    const generation = intent.expectedGeneration + 1;
    this.learn(node, index, { desiredGeneration: generation, desiredSha256: intent.sha256 });
    const actAt = this.now + (node.behaviour === 'slow' ? 40_000 : 2_000);
    node.orders[index] = { sha256: intent.sha256, action: intent.action, generation, actAt };
  }

  private learn(node: SimNode, index: number, change: Partial<BinFacts>): void {
    const bins = node.facts.bins.map((bin, at) => (at === index ? { ...bin, ...change } : bin));
    node.facts = { ...node.facts, bins };
  }

  /** A second passes on the hosts. */
  live(): void {
    this.now += 1_000;
    for (const node of this.nodes.values()) this.liveOne(node);
  }

  private liveOne(node: SimNode): void {
    const target = this.targets.get(node.id);
    const wasAsked = target?.bins.some(({ asked }) => asked === 'activate' || asked === 'revert') ?? false;
    const isSilent =
      node.behaviour === 'offline' ||
      (node.behaviour === 'late' && this.now < 1_090_000) ||
      (node.behaviour === 'silent_after' && wasAsked);
    if (isSilent) return;
    node.facts = { ...node.facts, lastSeenAt: this.now };
    node.orders.forEach((order, index) => {
      if (order && this.now >= order.actAt) this.carryOut(node, index, order);
    });
  }

  private carryOut(node: SimNode, index: number, order: Order): void {
    const { generation, sha256, action } = order;
    if (action === 'stage') {
      node.orders[index] = null;
      return this.learn(node, index, { progress: { generation, phase: 'staged', error: null } });
    }
    if (this.now < order.actAt + 3_000) return this.check(node, index, order);
    node.orders[index] = null;
    const isFailing = action === 'activate' && this.isFailing(node, index);
    const isSeed = node.behaviour === 'seed';
    const error = { code: 'HEALTH_FAILED', message: 'never healthy' };
    const runs = isFailing || sha256 === null ? OLD : sha256;
    const before = node.facts.bins[index]?.observed;
    this.learn(node, index, {
      observed: {
        sha256: runs,
        generation: isSeed ? 0 : generation,
        isHealthy: isSeed ? null : true,
        since: isSeed && before?.sha256 === runs ? before.since : this.now,
      },
      progress: { generation, phase: isFailing ? 'failed' : 'active', error: isFailing ? error : null },
    });
  }

  private isFailing({ behaviour, orders }: SimNode, index: number): boolean {
    return behaviour === 'fails' || (behaviour === 'fails_last' && index === orders.length - 1);
  }

  /** The new file is in place, its program is being started and checked, and nobody can tell how it will end. */
  private check(node: SimNode, index: number, { generation, sha256 }: Order): void {
    if (node.behaviour === 'seed') return;
    this.learn(node, index, {
      observed: { sha256, generation, isHealthy: null, since: this.now },
      progress: { generation, phase: 'checking', error: null },
    });
  }

  runFor(ticks: number): void {
    for (let count = 0; count < ticks; count += 1) {
      this.live();
      this.tick();
    }
  }
}
