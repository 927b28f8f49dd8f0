import type { ReleaseView, TargetView } from '../console/console.js';
import { mostNodesOf, ownSteps } from './arithmetic.js';
import { binsOf, isUnfinished, type Books, type ReleaseBook } from './books.js';
import { judgeSoak } from './soak-rules.js';
import { judgeGates } from './step-rules.js';

/** I10, I23 and I26: who is in it, in waves of the sizes that were approved, and nobody else's. */
export function startTargets(books: Books, book: ReleaseBook, view: ReleaseView, isPerson: boolean): void {
  const { targets } = view;
  const placed = targets.map(({ nodeId, wave }) => ({ nodeId, wave, pop: books.popOf.get(nodeId) ?? '' }));
  book.steps = ownSteps(book.plan, placed);
  book.stepStartedAt = books.now;
  book.deployedAt = books.now;
  judgeGates(books, book, `${book.id} began`);
  judgeSoak(books, book);
  if (!isPerson && books.now < (book.scheduledAt ?? 0))
    books.blame('I28', `${book.id} began ${(book.scheduledAt ?? 0) - books.now} ms too early`);
  if (book.plan.bins.some(({ digest }) => books.withdrawn.has(digest)))
    books.blame('I27', `${book.id} began with a version that was withdrawn`);
  const wanted = book.plan.nodeIds.filter((nodeId) => !books.away.has(nodeId));
  const found = new Set(targets.map(({ nodeId }) => nodeId));
  if (
    found.size !== targets.length ||
    wanted.length !== found.size ||
    wanted.some((nodeId) => !found.has(nodeId))
  )
    books.blame('I26', `${book.id} has targets ${[...found].join(' ')} for ${wanted.join(' ')}`);
  judgeGrowth(books, book, targets.length);
  for (const { nodeId } of targets) book.folded.set(nodeId, 'pending');
  judgeWaves(books, book, targets);
  judgeClaims(books, book, found);
}

/** I26: whoever comes later comes last, if the plan lets it in at all, and only as many as were approved. */
export function joinTargets(books: Books, book: ReleaseBook, { targets }: ReleaseView): void {
  const joined = targets.filter(({ nodeId }) => !book.folded.has(nodeId));
  const last = book.steps.reduce((wave, step) => (step.kind === 'wave' ? step.wave : wave), -1);
  const say = `${book.id} let ${joined.map(({ nodeId }) => nodeId).join(' ')} in`;
  if (book.plan.lateJoiners !== 'last_wave') books.blame('I26', `${say}, which the plan does not say`);
  judgeGrowth(books, book, targets.length);
  for (const { nodeId, wave } of joined) {
    if (wave !== last) books.blame('I26', `${say} in wave ${wave} in place of ${last}`);
    if (!book.plan.nodeIds.includes(nodeId) || books.away.has(nodeId))
      books.blame('I26', `${say}, and ${nodeId} is none of its nodes`);
    book.folded.set(nodeId, 'pending');
  }
  book.steps = book.steps.map((step) =>
    step.kind !== 'wave' || step.wave !== last
      ? step
      : { ...step, members: targets.filter(({ wave }) => wave === last).length },
  );
  judgeClaims(books, book, new Set(joined.map(({ nodeId }) => nodeId)));
}

function judgeGrowth(books: Books, { id, plan, nodeCount }: ReleaseBook, count: number): void {
  if (count > mostNodesOf(plan, nodeCount))
    books.blame('I1', `${id} is about ${count} nodes, and ${nodeCount} and some were approved`);
}

function judgeWaves(books: Books, { id, steps }: ReleaseBook, targets: readonly TargetView[]): void {
  for (const step of steps) {
    if (step.kind !== 'wave') continue;
    const own = targets.filter(({ wave }) => wave === step.wave);
    const size = typeof step.members === 'number' ? step.members : step.members.size;
    if (own.length !== size)
      books.blame('I23', `${id} has ${own.length} nodes in wave ${step.wave} in place of ${size}`);
    const { members } = step;
    const wrong = typeof members === 'number' ? undefined : own.find(({ nodeId }) => !members.has(nodeId));
    if (wrong) books.blame('I23', `${id} has ${wrong.nodeId} in wave ${step.wave}`);
  }
  const waves = steps.filter(({ kind }) => kind === 'wave').length;
  const beyond = targets.find(({ wave }) => wave >= waves);
  if (beyond) books.blame('I23', `${id} has ${beyond.nodeId} in wave ${beyond.wave} of ${waves}`);
}

/** I10: at most one unfinished release decides about a node and bin. */
function judgeClaims(books: Books, book: ReleaseBook, nodes: ReadonlySet<string>): void {
  for (const { id, nodeId } of claimsOn(books, book, nodes))
    books.blame('I10', `${book.id} and ${id} both decide about ${nodeId}`);
}

/** Other unfinished releases that decide about any of these nodes and about a bin of this one. */
export function claimsOn(
  books: Books,
  book: ReleaseBook,
  nodes: ReadonlySet<string>,
): readonly { readonly id: string; readonly nodeId: string }[] {
  return [...books.releases.values()].flatMap((other) => {
    const isAboutSame = binsOf(other).some((bin) => binsOf(book).includes(bin));
    if (other === book || !isUnfinished(other) || !isAboutSame) return [];
    const both = other.view?.targets.find(({ nodeId }) => nodes.has(nodeId));
    return both ? [{ id: other.id, nodeId: both.nodeId }] : [];
  });
}
