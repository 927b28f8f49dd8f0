import type { DeclaredFreeze, DeclaredPlan, Report, RunningWord, Verdict, Wish } from '../words.js';
import { digestOf } from '../world/draw-scenario.js';
import type { Setting } from '../world/scenario.js';
import type { Answer, Call, Console, Order } from './console.js';

const BIN = 'edge';
const NODES = ['n0', 'n1', 'n2'] as const;

/** What a console must be set up with before a conversation begins. */
export const CONVERSED_FLEET: Setting = {
  nodes: NODES.map((id) => ({
    ...{
      id,
      environment: 'production',
      pop: 'pop-0',
      protocol: 'agent',
      intervalSeconds: 10,
      isPushed: false,
    },
    ...{ downloadMs: 1, swapMs: 1, checkMs: 1 },
  })),
  builds: [0, 1, 2, 3, 4].map((index) => ({
    ...{ version: `v${index}`, digest: digestOf(index), badOn: new Set(), breaksOn: new Map() },
    ...{ isBarrier: false, withdrawnAt: null },
  })),
  promotion: null,
};

/** Three hosts and two people who talk with a console, one call after the other. */
export class Conversation {
  now = 1_000_000;
  private sent = 0;
  private readonly steps = new Map<string, number>();

  constructor(readonly console: Console) {}

  async ask(call: Call): Promise<Answer> {
    this.now += 1_000;
    const answer = await this.console.perform(call, this.now);
    for (const { id, step } of answer.releases) this.steps.set(id, step);
    return answer;
  }

  /** Where it was when it changed last. */
  stepOf(releaseId: string): number | undefined {
    return this.steps.get(releaseId);
  }

  judge(releaseId: string, step: number, verdict: Verdict | null): Promise<Answer> {
    return this.ask({ kind: 'judge', releaseId, step, verdict });
  }

  create(releaseId: string, version: number, change: Partial<DeclaredPlan> = {}): Promise<Answer> {
    return this.ask({ kind: 'create', releaseId, plan: { ...planOf(version), ...change }, author: 'ana' });
  }

  order(
    releaseId: string,
    order: Order,
    change: Partial<Extract<Call, { kind: 'order' }>> = {},
  ): Promise<Answer> {
    const person = order === 'approve' ? 'ben' : 'ana';
    const plain = { expectedRevision: null, key: null, nodeIds: [], startAt: null };
    return this.ask({ kind: 'order', releaseId, order, person, ...plain, ...change });
  }

  /** Created, approved and deployed, and looked at once. */
  async deploy(releaseId: string, version: number, change: Partial<DeclaredPlan> = {}): Promise<Answer> {
    await this.create(releaseId, version, change);
    for (const order of ['submit', 'approve', 'deploy'] as const) await this.order(releaseId, order);
    return this.ask({ kind: 'tick', releaseId });
  }

  /** Writes into the calendar, or takes out what is there. */
  freeze(
    times: DeclaredFreeze['times'] | null,
    scope: DeclaredFreeze['scope'] = 'production',
  ): Promise<Answer> {
    return this.ask({ kind: 'freeze', id: 'quiet', freeze: times && { scope, times } });
  }

  say(nodeId: string, word: Partial<RunningWord>): Promise<Answer> {
    this.sent += 1;
    const running = { bin: BIN, sha256: null, healthy: true, generation: 0, phase: 'active', error: null };
    const report: Report = {
      ...{ nodeId, protocol: 'agent', sent: this.sent, running: [{ ...running, ...word }] },
      ...{ events: [], seedProgress: null, isHeld: false },
    };
    return this.ask({ kind: 'report', report });
  }

  /** Every host says that it runs this, as it would before anything was released to it. */
  async run(version: number): Promise<void> {
    for (const nodeId of NODES) await this.say(nodeId, { sha256: digestOf(version), phase: null });
  }

  /** Hosts do what they are told and say so, and the engine looks, until nothing changes any more. */
  async goOn(releaseId: string): Promise<void> {
    for (let isBusy = true; isBusy;) {
      isBusy = false;
      for (const nodeId of NODES) isBusy = (await this.obey(nodeId)) || isBusy;
      const { history, writes } = await this.ask({ kind: 'tick', releaseId });
      isBusy = isBusy || history.length + writes.length > 0;
    }
  }

  async statusOf(releaseId: string): Promise<string | undefined> {
    const { releases } = await this.console.state();
    return releases.find(({ id }) => id === releaseId)?.status;
  }

  private readonly done = new Map<string, number>();

  private async obey(nodeId: string): Promise<boolean> {
    const known = this.told.get(nodeId);
    const { wishes } = await this.say(nodeId, known ? saying(known) : { generation: 0, phase: null });
    const wish = wishes.find(({ bin }) => bin === BIN);
    if (!wish || wish.generation <= (this.done.get(nodeId) ?? 0)) return false;
    this.done.set(nodeId, wish.generation);
    this.told.set(nodeId, wish);
    await this.say(nodeId, saying(wish));
    return true;
  }

  private readonly told = new Map<string, Wish>();
}

function saying({ sha256, generation, action }: Wish): Partial<RunningWord> {
  return action === 'stage' ? { generation, phase: 'staged' } : { sha256, generation };
}

function planOf(version: number): DeclaredPlan {
  return {
    environment: 'production',
    bins: [{ bin: BIN, version: `v${version}`, digest: digestOf(version) }],
    nodeIds: NODES,
    strategy: { type: 'rolling', batch: 1, waves: [], pause: null, analysis: null },
    maxUnavailable: '100%',
    maxUnavailablePerPop: null,
    ...{ minReadySeconds: 0, nodeDeadlineSeconds: 600, darkAfterSeconds: 600, rollbackDeadlineSeconds: 600 },
    ...{ failureThreshold: 0, onFailure: 'rollback', hours: null, lateJoiners: 'baseline', nodeGrowth: 0 },
    checks: [],
  };
}
