import type { HistoryLine, ReleaseView, Write } from '../console/console.js';
import { capOf, isTooMany } from './arithmetic.js';
import { binOf, type Books, type ReleaseBook } from './books.js';
import { ASKED, LOST } from './tables.js';

/** Judges every change of desired state that one call made. */
export function judgeWrites(
  books: Books,
  writes: readonly Write[],
  after: ReadonlyMap<string, ReleaseView>,
  history: readonly HistoryLine[],
): void {
  const byRelease = new Map<string, Write[]>();
  for (const write of writes) {
    judgeGeneration(books, write);
    const book = books.releases.get(write.releaseId ?? '');
    if (!book) {
      books.blame('I1', `${write.nodeId} was given ${write.sha256} by nobody`);
      continue;
    }
    const before = book.view;
    const now = after.get(book.id);
    book.askedAt.set(write.nodeId, books.now);
    if (write.action === 'revert') judgeRevert(books, book, write, now);
    else judgeActivation(books, book, write, before, now);
    byRelease.set(book.id, [...(byRelease.get(book.id) ?? []), write]);
  }
  for (const [id, own] of byRelease) {
    const book = books.releases.get(id);
    if (book) judgeTogether(books, book, own, after.get(id), changesOf(id, history));
  }
}

/** I13: by exactly one, whoever writes. */
function judgeGeneration(books: Books, write: Write): void {
  const node = books.node(write.nodeId, write.bin);
  if (write.generation !== node.generation + 1)
    books.blame('I13', `${write.nodeId} went from generation ${node.generation} to ${write.generation}`);
  for (const other of books.releases.values()) {
    if (other.id !== write.releaseId && binOf(other) === write.bin) other.down.delete(write.nodeId);
  }
  node.generation = write.generation;
  node.sha256 = write.sha256;
  node.isStagedOnly = write.action === 'stage';
  node.releaseId = write.releaseId;
  node.writtenAt = books.now;
  node.rightSince = null;
  node.isActive = false;
  node.hasFailed = false;
}

function judgeActivation(
  books: Books,
  book: ReleaseBook,
  write: Write,
  before: ReleaseView | null,
  after: ReleaseView | undefined,
): void {
  const { nodeId } = write;
  const say = `${book.id} gave ${nodeId} the new build`;
  const known = book.ranBefore.get(nodeId);
  if (book.submitted !== book.plan || book.approvedBy === null)
    books.blame('I1', `${say} without an approval of its plan`);
  if (book.approvedBy === book.author) books.blame('I2', `${say} approved by who made it`);
  if (write.sha256 !== book.plan.bins[0]?.digest) books.blame('I1', `${say}, which is not in the plan`);
  if (before?.status !== 'deploying') books.blame('I25', `${say} while it was ${before?.status}`);
  const target = after?.targets.find((each) => each.nodeId === nodeId);
  if (!target) return books.blame('I26', `${say}, which is none of its targets`);
  book.ranBefore.set(nodeId, new Set([...(known ?? []), ...ranBefore(books, book, write)]));
  if (write.action === 'stage') return;
  if (book.activatedAt.has(nodeId)) books.blame('I19', `${say} twice`);
  judgeWave(books, book, target.wave);
  book.activatedAt.set(nodeId, books.now);
  book.down.add(nodeId);
}

function ranBefore(books: Books, book: ReleaseBook, { nodeId, bin }: Write): ReadonlySet<string | null> {
  const { everHeard } = books.node(nodeId, bin);
  const known = new Set(everHeard.size > 0 ? everHeard : [null]);
  if (books.protocolOf.get(nodeId) !== 'seed') return known;
  // A seed agent that is up to date says nothing: what it was given before is what it runs.
  for (const other of books.releases.values())
    if (other.id !== book.id && other.ranBefore.has(nodeId) && binOf(other) === bin) {
      known.add(other.plan.bins[0]?.digest ?? null);
      for (const digest of other.ranBefore.get(nodeId) ?? []) known.add(digest);
    }
  return known.add(null);
}

/** I21: only nodes of waves that were opened; whether they were opened rightly is judged when they are. */
function judgeWave(books: Books, book: ReleaseBook, wave: number): void {
  const opened = book.steps
    .slice(0, book.step + 1)
    .flatMap((step) => (step.kind === 'wave' ? [step.wave] : []));
  if (wave > Math.max(-1, ...opened))
    books.blame('I21', `${book.id} asked wave ${wave} at step ${book.step}`);
}

/** I27: back to what it was heard to run, and only on the way back. */
function judgeRevert(books: Books, book: ReleaseBook, write: Write, after: ReleaseView | undefined): void {
  const { nodeId, sha256 } = write;
  const isOnTheWayBack = after?.status === 'rolling_back' || after?.status.startsWith('rolled_back');
  if (!isOnTheWayBack) books.blame('I27', `${book.id} took ${nodeId} back while it is ${after?.status}`);
  if (!book.ranBefore.has(nodeId))
    books.blame('I27', `${book.id} took ${nodeId} back, which it never changed`);
  if (!book.ranBefore.get(nodeId)?.has(sha256))
    books.blame('I27', `${book.id} took ${nodeId} back to ${sha256}, which it did not run`);
  if (book.revertedAt.has(nodeId)) books.blame('I19', `${book.id} took ${nodeId} back twice`);
  book.revertedAt.set(nodeId, books.now);
}

/** I22 to I24: how many at once, and not one more once too many are lost. */
function judgeTogether(
  books: Books,
  book: ReleaseBook,
  writes: readonly Write[],
  after: ReleaseView | undefined,
  changes: HistoryLine['changes'],
): void {
  if (!after) return;
  const activated = writes.filter(({ action }) => action === 'activate').length;
  const newlyAsked = changes.filter(({ from, to }) => from === 'pending' && GIVEN.has(to)).length;
  const givenUp = changes.filter(({ from, to }) => from === 'retrying' && to === 'failed').length;
  const lost =
    after.targets.filter(({ status, isForgiven }) => LOST.has(status) && !isForgiven).length - givenUp;
  // Who is passed by in the same go still counted when it was decided.
  const passedBy = changes.filter(({ from, to }) => ASKED.has(from) && to === 'skipped').length;
  const asked = after.targets.filter(({ status }) => ASKED.has(status)).length - newlyAsked + passedBy;
  if (activated + newlyAsked > 0 && isTooMany(lost, asked, book.plan.failureThreshold))
    books.blame('I24', `${book.id} asked ${activated + newlyAsked} more with ${lost} lost of ${asked}`);
  // Who is asked once more is down already; who served until now is taken down.
  const takenDown = changes.filter(
    ({ from, to }) => SERVED.has(from) && (to === 'assigned' || to === 'reverting'),
  );
  for (const { nodeId, from } of takenDown) if (from === 'succeeded') book.down.add(nodeId);
  if (takenDown.some(({ from, to }) => to === 'assigned' || from === 'succeeded'))
    judgeCaps(books, book, after);
}

const GIVEN: ReadonlySet<string> = new Set(['assigned', 'staging', 'staged']);
const SERVED: ReadonlySet<string> = new Set(['pending', 'staged', 'succeeded']);

function changesOf(id: string, history: readonly HistoryLine[]): HistoryLine['changes'] {
  return history.filter(({ releaseId }) => releaseId === id).flatMap((line) => line.changes);
}

function judgeCaps(books: Books, book: ReleaseBook, { targets }: ReleaseView): void {
  const { maxUnavailable, maxUnavailablePerPop } = book.plan;
  const forgiven = new Set(targets.filter(({ isForgiven }) => isForgiven).map(({ nodeId }) => nodeId));
  const down = [...book.down].filter((nodeId) => !forgiven.has(nodeId));
  if (down.length > capOf(maxUnavailable, targets.length))
    books.blame(
      'I22',
      `${book.id} has ${down.length} of ${targets.length} nodes down, over ${maxUnavailable}`,
    );
  if (maxUnavailablePerPop === null) return;
  for (const pop of new Set(books.popOf.values())) {
    const size = targets.filter(({ nodeId }) => books.popOf.get(nodeId) === pop).length;
    const own = down.filter((nodeId) => books.popOf.get(nodeId) === pop).length;
    if (size > 0 && own > capOf(maxUnavailablePerPop, size))
      books.blame(
        'I22',
        `${book.id} has ${own} of ${size} nodes of ${pop} down, over ${maxUnavailablePerPop}`,
      );
  }
}
