import type { Coverage } from '../coverage.js';
import type { Answer, Call, ReleaseView } from '../console/console.js';
import type { DeclaredPlan } from '../words.js';
import { expectedSeconds, type Setting } from '../world/scenario.js';
import { judgeHeard } from './analysis-rules.js';
import { Books, isActivated, keyOf, openBook, type ReleaseBook, type Violation } from './books.js';
import { judgeLosses } from './end-rules.js';
import { judgeFollowed } from './followed-rules.js';
import { forgive } from './forgiven-rules.js';
import { judgeHistory } from './history-rules.js';
import { judgeFrozenRefusal } from './freeze-rules.js';
import { judgeDue, judgeIdle, judgeOpened } from './open-rules.js';
import { hearJudge } from './judge-word.js';
import { judgeKey } from './key-rules.js';
import { judgeWaitedFor } from './return-rules.js';
import { approvedUnasked, judgePolicy, noteApproval, notePolicy } from './policy-rules.js';
import { judgeSoakRefusal } from './soak-rules.js';
import { RELEASE_WAYS, WAITS } from './tables.js';
import { lastWave } from './step-rules.js';
import { judgeOverlooked } from './target-rules.js';
import { judgeUndone } from './undo-rules.js';
import { hearReport, noteServing } from './word-rules.js';
import { judgeWrites } from './write-rules.js';

/** What a host is found to have in the end, by looking at it and not by asking the console. */
export interface HostFinding {
  readonly nodeId: string;
  readonly bin: string;
  readonly installed: string | null;
  /** The generation that it took up last, if it gave up what was asked before it touched anything. */
  readonly gaveUpOn: number | null;
  /** It could not be reached: then nobody expects that it has what it should. */
  readonly isLost: boolean;
  /** Digests of builds that can't come up there. */
  readonly breaks: ReadonlySet<string>;
}

/** Judges a console by nothing but what goes in and what comes out. It knows the rules of the design, not the engine's. */
export class Oracle {
  private readonly books: Books;
  private lastLook: string | null = null;

  constructor({ nodes, builds, promotion }: Setting, coverage: Coverage) {
    this.books = new Books(
      builds,
      new Map(nodes.map(({ id, pop }) => [id, pop])),
      new Map(nodes.map(({ id, protocol }) => [id, protocol])),
      new Map(nodes.map((node) => [node.id, expectedSeconds(node)])),
      promotion,
      coverage,
    );
  }

  get violations(): readonly Violation[] {
    return this.books.violations;
  }

  see(call: Call, answer: Answer, now: number): void {
    const { books } = this;
    books.now = now;
    if (answer.refusal !== null) this.books.coverage.hit(`refusal:${answer.refusal}`);
    if (call.kind === 'order' && judgeKey(books, call, answer)) return;
    const after = new Map(answer.releases.map((view) => [view.id, view]));
    this.noteCall(call, answer);
    judgeFrozenRefusal(books, call, answer);
    judgeSoakRefusal(books, call, answer);
    if (call.kind === 'report') hearReport(books, call.report);
    books.isLate = call.kind === 'wake';
    const isPerson = BY_PEOPLE.includes(call.kind);
    judgeHistory(books, answer.history, after, isPerson);
    judgeWrites(books, answer.writes, after, answer.history, isPerson);
    for (const view of after.values()) this.noteView(view);
    if (call.kind === 'emergency' && call.isStopped) this.judgeHalt();
    if (call.kind === 'policy') judgePolicy(books, call);
    if (call.kind === 'due') {
      const book = books.releases.get(call.releaseId);
      if (book) judgeDue(books, book);
    }
    if (call.kind === 'tick') {
      const book = books.releases.get(call.releaseId);
      if (book) for (const judge of AFTER_A_LOOK) judge(books, book);
    }
    this.judgeAgain(call, answer);
  }

  /** I11 and I35: a second look at the same moment does nothing. */
  private judgeAgain(call: Call, answer: Answer): void {
    const look = call.kind === 'tick' ? `${call.releaseId} at ${this.books.now}` : null;
    if (look !== null && look === this.lastLook) {
      this.books.coverage.hit('look:again');
      if (answer.history.length + answer.writes.length > 0)
        this.books.blame('I11', `a second look at ${look} did more`);
    }
    this.lastLook = look;
  }

  /** I25: nobody goes on deploying. */
  private judgeHalt(): void {
    for (const { id, view } of this.books.releases.values())
      if (view?.status === 'deploying' || (view?.status === 'paused' && view.pause !== 'emergency'))
        this.books.blame('I25', `${id} is ${view.status} for ${view.pause} in an emergency`);
  }

  /** I32 and I33, once all is calm. */
  end(findings: readonly HostFinding[], isStuck: boolean): void {
    const { books } = this;
    for (const book of books.releases.values()) {
      const status = book.view?.status ?? 'gone';
      if (isStuck && RELEASE_WAYS[status])
        books.blame('I32', `${book.id} is still ${status} (${book.view?.pause})`);
      judgeFollowed(books, book);
    }
    for (const { nodeId, bin, installed, gaveUpOn, isLost, breaks } of findings) {
      // An agent of the older protocol tries one of its bins for ever, and comes to no other.
      const wanted = books.protocolOf.get(nodeId) === 'seed' ? wantedOf(books, nodeId) : [];
      const isExcused =
        isLost || [...wanted, books.node(nodeId, bin).sha256 ?? ''].some((digest) => breaks.has(digest));
      const { generation, sha256, isStagedOnly } = books.node(nodeId, bin);
      const isThere = generation === 0 || isStagedOnly || sha256 === null || installed === sha256;
      if (!isThere && !isExcused && gaveUpOn !== generation)
        books.blame('I33', `${nodeId} has ${installed} in place of ${sha256}`);
    }
  }

  private noteCall(call: Call, answer: Answer): void {
    const { books } = this;
    if (call.kind === 'create' && answer.refusal === null)
      books.releases.set(
        call.releaseId,
        openBook(
          { id: call.releaseId, plan: call.plan, author: call.author },
          this.countOf(call.plan),
          books.now,
        ),
      );
    if (call.kind === 'order') this.noteWayBack(call, answer);
    if (call.kind === 'move') {
      put(books.away, call.nodeId, !call.isMember);
      books.wasAway.add(call.nodeId);
    }
    if (call.kind === 'quarantine') {
      put(books.quarantined, call.nodeId, call.isQuarantined);
      noteServing(books, call.nodeId);
    }
    if (call.kind === 'withdraw') books.withdrawn.add(call.digest);
    if (call.kind === 'freeze' && call.freeze) books.freezes.set(call.id, call.freeze);
    if (call.kind === 'freeze' && !call.freeze) books.freezes.delete(call.id);
    if (call.kind === 'emergency') {
      books.isStopped = call.isStopped;
      books.wentOnAt = books.now;
    }
    if (call.kind === 'policy') notePolicy(books, call);
    if (call.kind === 'judge' || call.kind === 'stall') hearJudge(books, call);
    if (call.kind === 'edit') {
      const book = books.releases.get(call.releaseId);
      if (book && answer.refusal === null) {
        book.plan = call.plan;
        book.nodeCount = this.countOf(call.plan);
      }
      if (book?.submitted && answer.refusal === null)
        books.blame('I5', `${book.id} was changed after it was handed in`);
    }
    if (call.kind === 'order') this.noteOrder(call, answer);
  }

  private noteOrder(call: Extract<Call, { kind: 'order' }>, answer: Answer): void {
    const book = this.books.releases.get(call.releaseId);
    if (!book) return;
    const isStale = call.expectedRevision !== null && call.expectedRevision !== book.view?.revision;
    if (isStale && answer.refusal === null)
      this.books.blame('I7', `${book.id} took an order for another revision`);
    if (answer.refusal !== null) return;
    this.books.coverage.hit(`order:${call.order}`);
    if (call.order === 'submit') book.submitted = book.plan;
    noteApproval(this.books, book, call.order, call.person);
    if (call.order === 'promote') book.isPromoted = true;
    if (call.order === 'promote_fully') book.isPromotedFully = true;
    if (call.order === 'override_freeze') book.isFreezeOverridden = true;
    if (call.order === 'override_soak') book.isSoakOverridden = true;
    if (call.order === 'schedule') book.scheduledAt = call.startAt;
    if (call.order === 'deploy_or_wait') book.scheduledAt = this.books.now;
    if (call.order === 'resume') this.noteResume(book);
    if (call.order === 'skip') forgive(book, call.nodeIds);
  }

  private countOf({ nodeIds }: DeclaredPlan): number {
    return nodeIds.filter((nodeId) => !this.books.away.has(nodeId)).length;
  }

  /** A person goes on in spite of what was shown: those losses count no more, and that wave needs no more proof. */
  private noteResume(book: ReleaseBook): void {
    const { view } = book;
    if (!view || view.pause === 'person') return;
    if (view.pause === 'analysis') book.acceptedStep = book.step;
    forgive(book);
    if (view.pause === 'no_evidence') {
      const wave = book.steps[book.step]?.kind === 'stage' ? 0 : lastWave(book, book.step);
      // Who is still to be asked there is waited for first.
      const isAsked = view.targets.some((target) => target.wave === wave && WAITS.has(target.status));
      if (!isAsked) book.acceptedWaves.add(wave);
    }
  }

  /** Who approved a release approved its way back, to what had proved itself; else somebody must approve that too. */
  private noteWayBack(
    { releaseId, person }: Extract<Call, { kind: 'order' }>,
    { newRelease, releases }: Answer,
  ): void {
    if (!newRelease) return;
    const { id, plan } = newRelease;
    const origin = this.books.releases.get(releaseId);
    const isOpen = releases.find((view) => view.id === id)?.status === 'pending_approval';
    const book = openBook({ id, plan, author: person }, this.countOf(plan), this.books.now);
    book.isWayBack = true;
    book.undoes = releaseId;
    book.submitted = plan;
    book.approvedBy = isOpen ? null : (approvedUnasked(this.books, book) ?? origin?.approvedBy ?? null);
    this.books.releases.set(id, book);
    const before = origin?.view?.targets.map(({ nodeId }) => nodeId) ?? [];
    const isKnown = plan.bins.every(({ bin, digest }) =>
      before.some((nodeId) => origin?.ranBefore.get(keyOf(nodeId, bin))?.has(digest)),
    );
    if (!isKnown) this.books.blame('I27', `${id} goes back to what nobody ran`);
  }

  private noteView(view: ReleaseView): void {
    const book = this.books.releases.get(view.id);
    if (!book) return;
    book.view = view;
    if (view.status === 'completed' && view.targets.some(({ status }) => status !== 'succeeded'))
      this.books.blame('I20', `${view.id} is completed, and not all of its nodes are`);
    if (
      view.status === 'completed_with_exceptions' &&
      view.targets.every(({ status }) => status === 'succeeded')
    )
      this.books.blame('I20', `${view.id} has exceptions, and nobody is one`);
    if (
      view.status === 'rolled_back' &&
      view.targets.some(({ nodeId, status }) => isActivated(book, nodeId) && status !== 'reverted')
    )
      this.books.blame('I20', `${view.id} is rolled back, and not all of its nodes are`);
  }
}

const AFTER_A_LOOK = [
  judgeOverlooked,
  judgeOpened,
  judgeIdle,
  judgeHeard,
  judgeLosses,
  judgeWaitedFor,
  judgeUndone,
] as const;
const BY_PEOPLE: readonly Call['kind'][] = ['order', 'edit', 'create', 'emergency', 'policy'];

function wantedOf({ nodes }: Books, nodeId: string): readonly string[] {
  const own = [...nodes].filter(([key]) => key.startsWith(keyOf(nodeId, '')));
  return own.map(([, { sha256 }]) => sha256 ?? '');
}

function put<T>(set: Set<T>, item: T, isIn: boolean): void {
  if (isIn) set.add(item);
  else set.delete(item);
}
