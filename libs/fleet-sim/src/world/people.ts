import type { Answer, Call, Order, ReleaseView } from '../console/console.js';
import { Chance } from '../chance.js';
import { Letters, type OrderCall } from './letters.js';
import type { PlannedRelease, Scenario } from './scenario.js';
import type { Stage } from './stage.js';

const AUTHOR = 'ana';
const APPROVER = 'ben';
const LOOKS_EVERY_MS = 7_000;
const MISCHIEF: readonly Order[] = [
  ...['pause', 'pause', 'resume', 'promote', 'promote_fully', 'abort', 'rollback'],
  ...['reject', 'cancel', 'approve', 'submit', 'deploy', 'retry', 'retry', 'skip'],
  ...['deploy_over', 'schedule', 'unschedule', 'override_freeze', 'override_freeze'],
] as Order[];
const WITH_RULE: readonly Order[] = [...MISCHIEF, 'override_soak', 'override_soak'];
/** Nobody can help a release that is refused for these. */
const HOPELESS: ReadonlySet<string> = new Set(['NODES_GREW', 'VERSION_WITHDRAWN', 'ROLLBACK_BARRIER']);
const LONGEST_SCHEDULE_MS = 120_000;
/** Draws of their own, so that what is sent again leaves everything else as it is. */
const LETTERS = 0x1e77;

/** Release managers and approvers: they do what is next, sometimes something else, sometimes twice, sometimes too late. */
export class People {
  private readonly seen = new Map<string, ReleaseView>();
  private readonly hopeless = new Set<string>();
  private readonly hasRule: boolean;
  private readonly letters: Letters;
  private isCalm = false;

  constructor(
    private readonly stage: Stage,
    scenario: Pick<Scenario, 'seed' | 'promotion'>,
    private readonly hear: (answer: Answer) => void,
    private readonly giveUp: (releaseId: string) => void,
  ) {
    this.hasRule = scenario.promotion !== null;
    this.letters = new Letters(new Chance(scenario.seed ^ LETTERS), stage, hear);
  }

  plan(release: PlannedRelease): void {
    const { id, at, plan, editedTo } = release;
    const call: Call = { kind: 'create', releaseId: id, plan, author: AUTHOR };
    this.stage.later(at, () => ({ call, take: (answer) => this.made(id, answer) }));
    if (editedTo)
      this.ask(at + this.stage.chance.int(0, 40_000), {
        kind: 'edit',
        releaseId: id,
        plan: editedTo,
        person: AUTHOR,
      });
    this.stage.later(at + this.stage.chance.int(0, 8_000), () => this.lookAfter(id));
    for (let count = this.stage.chance.int(0, 4); count > 0; count -= 1) {
      const delay = at + this.stage.chance.int(0, 250_000);
      this.stage.later(delay, () =>
        this.order(id, this.stage.chance.pick(this.hasRule ? WITH_RULE : MISCHIEF)),
      );
    }
  }

  private made(id: string, answer: Answer): void {
    if (answer.refusal !== null) this.giveUp(id);
    this.hear(answer);
  }

  /** From now on they see to it that everything ends. */
  calmDown(): void {
    this.isCalm = true;
  }

  see(releases: readonly ReleaseView[]): void {
    for (const release of releases) this.seen.set(release.id, release);
  }

  /** A release that the console made itself is looked after like any other. */
  adopt(id: string): void {
    this.stage.later(LOOKS_EVERY_MS, () => this.lookAfter(id));
  }

  /** What is under way turns round, or what was finished last goes back; of all releases, or of these. */
  goBack(among?: ReadonlySet<string>): undefined {
    const all = [...this.seen.values()].filter(
      ({ id, status }) => GO_BACK.has(status) && (among?.has(id) ?? true),
    );
    const last = all.at(-1);
    return last && this.order(last.id, 'rollback');
  }

  private lookAfter(id: string): undefined {
    const release = this.seen.get(id);
    if (release && isOver(release)) return undefined;
    this.stage.later(LOOKS_EVERY_MS + this.stage.chance.int(0, 5_000), () => this.lookAfter(id));
    const next = release && this.next(release);
    if (next && (this.isCalm || this.stage.chance.is(0.6))) this.stage.later(0, () => this.order(id, next));
    return undefined;
  }

  private next({ id, status, stepKind, pause, targets }: ReleaseView): Order | null {
    if (status === 'draft') return this.hopeless.has(id) ? 'cancel' : 'submit';
    if (status === 'pending_approval') return 'approve';
    if (status === 'approved') return this.hopeless.has(id) ? 'cancel' : this.start();
    if (status === 'scheduled') return this.waiting();
    if (status === 'rolling_back') return this.onTheWayBack(targets);
    if (status === 'deploying' && stepKind === 'analysis') return this.whileJudged();
    if (status !== 'paused') return null;
    if (this.hopeless.has(id) || pause === 'withdrawn') return 'abort';
    if (pause === 'step')
      return this.isCalm || this.stage.chance.is(0.7)
        ? 'promote'
        : this.stage.chance.pick(['promote_fully', 'abort', 'rollback']);
    return this.isCalm || this.stage.chance.is(0.5)
      ? 'resume'
      : this.stage.chance.pick(['abort', 'rollback', 'promote', 'retry', 'retry', 'skip']);
  }

  private onTheWayBack(targets: ReleaseView['targets']): Order | null {
    // Whoever tries for ever what never comes back keeps the release from ending.
    const isLeft = !this.isCalm && targets.some(({ status }) => status === 'revert_failed');
    return isLeft && this.stage.chance.is(0.5) ? 'retry' : null;
  }

  /** Whoever waits for staging in vain is let through in the end. */
  private waiting(): Order | null {
    if (this.hasRule && this.stage.chance.is(this.isCalm ? 0.3 : 0.05)) return 'override_soak';
    return this.isCalm ? null : this.stage.chance.pick(WHILE_SCHEDULED);
  }

  /** Whoever waits for the judge in vain goes on without it in the end. */
  private whileJudged(): Order | null {
    return this.stage.chance.is(this.isCalm ? 0.4 : 0.05) ? 'promote' : null;
  }

  private start(): Order {
    if (this.isCalm) return 'deploy_or_wait';
    return this.stage.chance.pick(STARTS);
  }

  private order(id: string, order: Order): undefined {
    const { chance } = this.stage;
    const expectedRevision = chance.is(0.5) ? (this.seen.get(id)?.revision ?? null) : null;
    const isOwn = order !== 'approve' || chance.is(0.1);
    const call: OrderCall = {
      kind: 'order',
      releaseId: id,
      order,
      person: isOwn ? AUTHOR : APPROVER,
      expectedRevision,
      key: this.letters.newKey(),
      nodeIds: order === 'retry' || order === 'skip' ? this.someNodesOf(id) : [],
      startAt: order === 'schedule' ? this.stage.now + chance.int(-5_000, LONGEST_SCHEDULE_MS) : null,
    };
    this.stage.later(0, () => ({ call, take: (answer) => this.learn(id, answer) }));
    this.letters.sendAgain(call);
    if (chance.is(0.15)) {
      this.stage.hit('people:twice');
      this.ask(chance.int(0, 300), call);
    }
    return undefined;
  }

  private learn(id: string, answer: Answer): void {
    if (answer.refusal !== null && HOPELESS.has(answer.refusal)) this.hopeless.add(id);
    this.hear(answer);
  }

  private someNodesOf(id: string): readonly string[] {
    const targets = this.seen.get(id)?.targets ?? [];
    return this.stage.chance.some(targets, 0.6).map(({ nodeId }) => nodeId);
  }

  private ask(delayMs: number, call: Call): void {
    this.stage.later(delayMs, () => ({ call, take: this.hear }));
  }
}

const STARTS: readonly Order[] = [
  ...['deploy', 'deploy', 'deploy', 'deploy_or_wait', 'deploy_or_wait', 'deploy_over', 'schedule'],
] as Order[];
const WHILE_SCHEDULED: readonly (Order | null)[] = [
  ...[null, null, null, null, null, null, 'unschedule', 'schedule', 'override_freeze', 'cancel', 'reject'],
] as (Order | null)[];

export function isOver({ status }: Pick<ReleaseView, 'status'>): boolean {
  return OVER.has(status);
}

const GO_BACK: ReadonlySet<string> = new Set([
  ...['deploying', 'paused', 'completed', 'completed_with_exceptions', 'stopped'],
]);

const OVER: ReadonlySet<string> = new Set([
  ...['completed', 'completed_with_exceptions', 'rolled_back', 'rolled_back_with_exceptions'],
  ...['stopped', 'failed', 'rejected', 'cancelled', 'superseded'],
]);
