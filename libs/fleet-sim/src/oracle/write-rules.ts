import type { HistoryLine, ReleaseView, Write } from '../console/console.js';
import { isTooMany } from './arithmetic.js';
import { binsOf, type Books, type ReleaseBook } from './books.js';
import { judgeActivation } from './activation-rules.js';
import { judgeTakenDown } from './cap-rules.js';
import { lostOf } from './forgiven-rules.js';
import { judgeRevert } from './revert-rules.js';
import { ASKED } from './tables.js';

/** Judges every change of desired state that one call made. */
export function judgeWrites(
  books: Books,
  writes: readonly Write[],
  after: ReadonlyMap<string, ReleaseView>,
  history: readonly HistoryLine[],
  isPerson: boolean,
): void {
  const failed = failedOf(books, writes);
  const downBefore = new Map([...books.releases].map(([id, book]) => [id, new Set(book.down)]));
  for (const write of writes) {
    const book = books.releases.get(write.releaseId ?? '');
    if (books.isStopped) books.blame('I25', `${write.nodeId} was given ${write.sha256} in an emergency`);
    const isFirst = changesOf(write.releaseId, history).some(
      ({ nodeId, from, to }) => nodeId === write.nodeId && from !== to && GIVEN.has(to),
    );
    if (book && write.action === 'revert')
      judgeRevert(books, book, write, { after: after.get(book.id), failed, isPerson });
    else if (book)
      judgeActivation(books, book, write, {
        before: viewBefore(book, history),
        after: after.get(book.id),
        isFirst,
      });
    else books.blame('I1', `${write.nodeId} was given ${write.sha256} by nobody`);
    judgeGeneration(books, write);
  }
  for (const id of new Set(writes.map(({ releaseId }) => releaseId))) {
    const [book, view] = [books.releases.get(id ?? ''), after.get(id ?? '')];
    if (!book || !view) continue;
    const changes = changesOf(id, history);
    judgeTogether(books, book, view, changes);
    const own = writes.filter(({ releaseId }) => releaseId === id);
    const down = downBefore.get(book.id) ?? new Set();
    judgeTakenDown(books, book, view, { writes: own, changes, down });
  }
}

/** As it was, or as it has been since it went on in this very look. */
function viewBefore({ id, view }: ReleaseBook, history: readonly HistoryLine[]): ReleaseView | null {
  const hasGoneOn = history.some(({ releaseId, type }) => releaseId === id && type === 'release.resumed');
  return view && hasGoneOn ? { ...view, status: 'deploying' } : view;
}

/** Who of them had said that it failed, before anything of this was written. */
function failedOf(books: Books, writes: readonly Write[]): ReadonlySet<string> {
  const failed = writes.filter(({ nodeId, releaseId }) => {
    const book = books.releases.get(releaseId ?? '');
    return book && binsOf(book).some((bin) => books.node(nodeId, bin).hasFailed);
  });
  return new Set(failed.map(({ nodeId }) => nodeId));
}

/** I13: by exactly one, whoever writes. */
function judgeGeneration(books: Books, write: Write): void {
  const node = books.node(write.nodeId, write.bin);
  if (write.generation !== node.generation + 1)
    books.blame('I13', `${write.nodeId} went from generation ${node.generation} to ${write.generation}`);
  for (const other of books.releases.values()) {
    if (other.id !== write.releaseId && binsOf(other).includes(write.bin)) other.down.delete(write.nodeId);
  }
  node.generation = write.generation;
  node.sha256 = write.sha256;
  node.action = write.action;
  node.isStagedOnly = write.action === 'stage';
  node.releaseId = write.releaseId;
  node.writtenAt = books.now;
  node.rightSince = null;
  node.isActive = false;
  node.hasFailed = false;
  node.failedOn = null;
  node.wasUnwell = false;
  node.endsUnwell = false;
}

/** I24: not one more once too many are lost. */
function judgeTogether(
  books: Books,
  book: ReleaseBook,
  after: ReleaseView,
  changes: HistoryLine['changes'],
): void {
  const newlyAsked = changes.filter(({ from, to }) => from === 'pending' && GIVEN.has(to)).length;
  // Who stays asked goes on with the next of its bins.
  const again = changes.filter(
    ({ from, to }) => from !== 'pending' && from !== to && to === 'assigned',
  ).length;
  const lost = lostOf(book).length;
  const asked = after.targets.filter(({ status }) => ASKED.has(status)).length - newlyAsked;
  if (again + newlyAsked > 0 && isTooMany(lost, asked, book.plan.failureThreshold))
    books.blame('I24', `${book.id} asked ${again + newlyAsked} more with ${lost} lost of ${asked}`);
}

const GIVEN: ReadonlySet<string> = new Set(['assigned', 'staging', 'staged']);

function changesOf(id: string | null, history: readonly HistoryLine[]): HistoryLine['changes'] {
  return history.filter(({ releaseId }) => releaseId === id).flatMap((line) => line.changes);
}
