import {
  decide,
  draftRollout,
  goOnBlock,
  isAllowed,
  isLive,
  planFaults,
  type Command,
} from '@release-console/rollout-core';
import type { DeclaredPlan, EnvironmentName, Report } from '../words.js';
import type { PromotionRule } from '../world/scenario.js';
import { wayBackId, type Answer, type Call, type Console, type Order, type StoredState } from './console.js';
import { AnswerBook } from './answer-book.js';
import { toCorePlan, type NodeRow } from './core-words.js';
import { EngineDriver, type Held, type SteerOrder } from './engine-driver.js';
import { keyOf, MemoryStore, type StoredBuild, type StoredRelease } from './memory-store.js';
import {
  binsIn,
  foldProgress,
  foldRunning,
  foldSeedProgress,
  NOTHING_OBSERVED,
  type Observed,
} from './report-fold.js';
import { completedAt, soakOfRelease } from './soak.js';
import { Starter } from './starter.js';
import { backPlan } from './way-back.js';
import { noWayBackOf, withdrawnOf, worldOf } from './world-of.js';

const OFFLINE_AFTER_AT_LEAST_SECONDS = 15;

type Result = Partial<Pick<Answer, 'refusal' | 'wishes' | 'touched' | 'newRelease'>>;

/** The whole console in memory: the rules of `rollout-core` over a store that compares before it sets. */
export class MemoryConsole implements Console {
  private readonly driver: EngineDriver;
  private readonly starter: Starter;
  private readonly answers = new AnswerBook();
  private readonly held = new Map<string, Held>();

  constructor(readonly store: MemoryStore = new MemoryStore()) {
    this.driver = new EngineDriver(store);
    this.starter = new Starter(store, this.driver);
  }

  /** What there is to be released, in the order in which it was made. */
  setBuilds(builds: readonly StoredBuild[]): void {
    this.store.builds = builds;
  }

  setPromotion(rule: PromotionRule | null): void {
    this.store.promotion = rule;
  }

  addNode(node: NodeRow): void {
    this.store.nodes.set(node.id, node);
  }

  perform(call: Call, now: number): Answer {
    const result = this.carryOut(call, now);
    const changes = this.store.takeChanges();
    return { refusal: null, wishes: [], touched: [], newRelease: null, ...result, ...changes };
  }

  state(): StoredState {
    return this.store.state();
  }

  private carryOut(call: Call, now: number): Result {
    switch (call.kind) {
      case 'create':
        return this.create(call.releaseId, call.plan, call.author, null);
      case 'edit':
        return this.withRelease(call.releaseId, (release) => this.edit(release, call.plan, now));
      case 'order':
        return this.answers.answer(call, () =>
          this.withRelease(call.releaseId, (release) =>
            call.expectedRevision !== null && call.expectedRevision !== release.rollout.revision
              ? { refusal: 'RELEASE_CHANGED' }
              : this.order(release, call, now),
          ),
        );
      case 'report':
        return this.hear(call.report, now);
      case 'tick':
        return this.withRelease(call.releaseId, (release) => (this.driver.tick(release, now), {}));
      case 'stall':
        return this.withRelease(call.releaseId, (release) => this.stall(release, now));
      case 'wake':
        return this.wake(call.releaseId, now);
      case 'freeze':
        this.store.calendar.put(call.id, call.freeze);
        return {};
      case 'move':
        this.changeNode(call.nodeId, { isMember: call.isMember });
        // Nobody is told who left; those that wait for it look at it by themselves.
        return call.isMember ? { touched: this.touch(call.nodeId, null) } : {};
      case 'quarantine':
        // Who is not in quarantine is let out of nothing.
        if (this.store.nodes.get(call.nodeId)?.isQuarantined === call.isQuarantined) return {};
        this.changeNode(call.nodeId, { isQuarantined: call.isQuarantined });
        return { touched: this.touch(call.nodeId, null) };
      case 'withdraw':
        this.store.withdrawn.add(call.digest);
        return {};
      case 'emergency':
        return this.switchEmergency(call.isStopped, call.person, now);
      case 'policy':
        return this.changePolicy(call.environment, call.asksApproval, now);
      case 'due':
        return this.withRelease(call.releaseId, (release) => ({
          refusal: this.starter.startDue(release, now),
          touched: [release.id],
        }));
      case 'judge':
        this.store.hearJudge(call.releaseId, call.verdict && { step: call.step, verdict: call.verdict });
        return {};
      case 'join':
        return this.withRelease(call.releaseId, (release) => (this.starter.join(release, now), {}));
    }
  }

  private withRelease(id: string, work: (release: StoredRelease) => Result): Result {
    const release = this.store.releases.get(id);
    return release ? work(release) : { refusal: 'NOT_FOUND' };
  }

  private create(id: string, declared: DeclaredPlan, author: string, rollbackOf: string | null): Result {
    const refused = this.refusedPlan(declared, rollbackOf !== null);
    if (refused) return refused;
    const plan = toCorePlan(declared, this.store.membersOf(declared).length);
    const release: StoredRelease = {
      ...{ id, author, rollbackOf, declared },
      ...{ planHash: JSON.stringify(declared), rollout: draftRollout(plan) },
      ...{ version: 0, approvals: [], targets: new Map(), touched: new Set(), verdicts: [] },
      isClaiming: false,
    };
    this.store.releases.set(id, release);
    this.store.noteChange(release);
    return {};
  }

  private edit(release: StoredRelease, declared: DeclaredPlan, now: number): Result {
    const refused = this.refusedPlan(declared, false);
    if (refused) return refused;
    const plan = toCorePlan(declared, this.store.membersOf(declared).length);
    const refusal = this.driver.command(release, { type: 'edit', plan }, now);
    if (refusal === null) {
      release.declared = declared;
      release.planHash = JSON.stringify(declared);
    }
    return { refusal };
  }

  /** People may name no nodes that the environment does not have. */
  private refusedPlan(declared: DeclaredPlan, isWayBack: boolean): Result | null {
    const isKnown = isWayBack || this.store.membersOf(declared).length === declared.nodeIds.length;
    const refusal = this.faultOf(declared) ?? (isKnown ? null : 'VALIDATION_FAILED');
    return refusal === null ? null : { refusal };
  }

  /** What is against a plan before anybody has approved it. */
  private faultOf(declared: DeclaredPlan): string | null {
    if (withdrawnOf(this.store, { declared }) !== null) return 'VERSION_WITHDRAWN';
    const [fault] = planFaults(toCorePlan(declared, this.store.membersOf(declared).length));
    return fault ? 'VALIDATION_FAILED' : null;
  }

  private order(release: StoredRelease, call: Extract<Call, { kind: 'order' }>, now: number): Result {
    const { order, person, startAt } = call;
    const touched = [release.id];
    switch (order) {
      case 'submit':
        return { refusal: this.submit(release, this.isUnasked(release), now) };
      case 'deploy':
      case 'deploy_over':
        return { refusal: this.starter.deploy(release, order === 'deploy_over', now), touched };
      case 'deploy_or_wait':
        return { refusal: this.starter.deployOrWait(release, person, now), touched };
      case 'schedule':
        return { refusal: this.starter.schedule(release, startAt ?? now, person, now) };
      case 'approve':
        return this.approve(release, person, now);
      default:
        return this.steer(release, { ...call, order }, now);
    }
  }

  /** Approvals for a plan that could not be deployed any more would be in vain. */
  private submit(release: StoredRelease, isApproved: boolean, now: number): string | null {
    const fault = release.rollout.status === 'draft' ? this.faultOf(release.declared) : null;
    const refusal = fault ?? this.driver.command(release, { type: 'submit', isApproved }, now);
    if (refusal === null) this.driver.retireOlder(release, now);
    return refusal;
  }

  /** Orders about a release that is under way, or that need nothing but the release. */
  private steer(
    release: StoredRelease,
    {
      order,
      person,
      nodeIds,
    }: { readonly order: SteerOrder; readonly person: string; readonly nodeIds: readonly string[] },
    now: number,
  ): Result {
    if (order === 'rollback' && GO_BACK.includes(release.rollout.status))
      return this.goBack(release, person, now);
    if (order === 'override_soak' && (soakOfRelease(this.store, release, now)?.isSatisfied ?? true))
      return { refusal: 'NOTHING_TO_OVERRIDE' };
    // Where the policy names nobody, nobody is an approver.
    if (order === 'reject' && this.isUnasked(release) && isAllowed(release.rollout.status, order))
      return { refusal: 'NOT_AN_APPROVER' };
    const block = this.blockOf(release, order, now);
    if (block !== null) return { refusal: block };
    const command = this.driver.commandOf(release, order, person, nodeIds);
    return { refusal: this.driver.command(release, command, now), touched: [release.id] };
  }

  private approve(release: StoredRelease, person: string, now: number): Result {
    if (person === release.author && release.rollout.status === 'pending_approval')
      return { refusal: 'OWN_WORK' };
    const refusal = this.driver.command(release, { type: 'approve' }, now);
    if (refusal === null) release.approvals.push({ planHash: release.planHash, person });
    return { refusal };
  }

  /** What is against going on, or back, though the release itself would take the order. */
  private blockOf(release: StoredRelease, order: Order, now: number): string | null {
    if (GO_ON.includes(order)) {
      return goOnBlock(worldOf(this.store, release, now), release.rollout)?.code ?? null;
    }
    if (order !== 'rollback' || !isLive(release.rollout.status)) return null;
    const why = noWayBackOf(this.store, release);
    return why && (why.kind === 'barrier' ? 'ROLLBACK_BARRIER' : 'VERSION_WITHDRAWN');
  }

  /** What is on its way back stands still through the switch alone. */
  private switchEmergency(isStopped: boolean, person: string, now: number): Result {
    this.store.isStopped = isStopped;
    for (const release of this.store.releases.values()) {
      const command: Command = { type: 'halt', actor: person };
      if (isStopped && decide(release.rollout, command, now).ok) this.driver.command(release, command, now);
    }
    return {};
  }

  private isUnasked({ declared }: StoredRelease): boolean {
    return this.store.unasked.has(declared.environment);
  }

  /** What was approved so far counts no more. */
  private changePolicy(environment: EnvironmentName, asksApproval: boolean, now: number): Result {
    if (asksApproval) this.store.unasked.delete(environment);
    else this.store.unasked.add(environment);
    const command: Command = { type: 'void_approvals', actor: 'cai', isApproved: !asksApproval };
    for (const release of this.store.releases.values()) {
      const isOpen = OPEN.includes(release.rollout.status);
      if (!isOpen || release.declared.environment !== environment) continue;
      release.approvals.length = 0;
      this.driver.command(release, command, now);
    }
    return {};
  }

  /** A finished release goes back by a new one, which was approved together with it if it goes to what had proved itself. */
  private goBack(release: StoredRelease, person: string, now: number): Result {
    const plan = backPlan(this.store, release);
    if (typeof plan === 'string') return { refusal: plan };
    const id = wayBackId(release.id, (taken) => this.store.releases.has(taken));
    const made = this.create(id, plan, person, release.id);
    const back = this.store.releases.get(id);
    if (!back) return made;
    const isApproved =
      release.rollbackOf === null &&
      plan.bins.every((bin) => completedAt(this.store, plan.environment, bin) !== null);
    if (isApproved) back.approvals.push({ planHash: back.planHash, person: release.author });
    const submitted = this.submit(back, isApproved || this.isUnasked(back), now);
    const refusal = submitted ?? (isApproved ? this.starter.deploy(back, false, now) : null);
    if (refusal === null) return { touched: [id], newRelease: { id, plan } };
    // The transaction is undone as a whole.
    this.store.releases.delete(id);
    this.store.takeChanges();
    return { refusal };
  }

  private stall(release: StoredRelease, now: number): Result {
    const held = this.driver.readAhead(release, now);
    if (held) this.held.set(release.id, held);
    return {};
  }

  private wake(releaseId: string, now: number): Result {
    const held = this.held.get(releaseId);
    this.held.delete(releaseId);
    if (!held || this.driver.write(held, now)) return {};
    return { refusal: 'STALE' };
  }

  private changeNode(nodeId: string, change: Partial<NodeRow>): void {
    const node = this.store.nodes.get(nodeId);
    if (node) this.store.nodes.set(nodeId, { ...node, ...change });
  }

  private hear(report: Report, now: number): Result {
    const node = this.store.nodes.get(report.nodeId);
    if (!node) return { refusal: 'UNKNOWN_NODE' };
    const silentSeconds = (now - (node.lastSeenAt ?? Number.NEGATIVE_INFINITY)) / 1000;
    const isBack = silentSeconds > Math.max(10 * node.intervalSeconds, OFFLINE_AFTER_AT_LEAST_SECONDS);
    const isLetGo = node.isHeld && !report.isHeld;
    this.store.nodes.set(node.id, { ...node, isHeld: report.isHeld, lastSeenAt: now });
    const touched = new Set(isBack || isLetGo ? this.touch(node.id, null) : []);
    for (const bin of binsIn(report))
      if (this.fold(report, bin, now)) for (const id of this.touch(node.id, bin)) touched.add(id);
    return { wishes: this.store.wishesFor(report.nodeId), touched: [...touched] };
  }

  private fold(report: Report, bin: string, now: number): boolean {
    const key = keyOf(report.nodeId, bin);
    const desired = this.store.desired.get(key) ?? { generation: 0, sha256: null };
    const before = this.store.observed.get(key) ?? NOTHING_OBSERVED;
    let after: Observed = before;
    for (const event of report.events) if (event.bin === bin) after = foldProgress(after, event, desired);
    const said = report.seedProgress;
    const isCurrent = said?.bin === bin && said.targetHash === desired.sha256;
    if (said && isCurrent) after = foldSeedProgress(after, said.status, desired);
    for (const word of report.running) if (word.bin === bin) after = foldRunning(after, word, desired, now);
    this.store.observed.set(key, after);
    return after !== before;
  }

  private touch(nodeId: string, bin: string | null): readonly string[] {
    const touched: string[] = [];
    for (const release of this.store.releases.values()) {
      const isAbout = bin === null || release.declared.bins.some((other) => other.bin === bin);
      if (!release.isClaiming || !isAbout || !release.targets.has(nodeId)) continue;
      release.touched.add(nodeId);
      if (isLive(release.rollout.status)) touched.push(release.id);
    }
    return touched;
  }
}

const OPEN: readonly string[] = ['pending_approval', 'approved', 'scheduled'];
const GO_ON: readonly Order[] = ['resume', 'promote', 'promote_fully', 'retry'];
const GO_BACK: readonly string[] = ['completed', 'completed_with_exceptions', 'stopped'];
