import type { ReleaseView } from '../console/console.js';
import { binsOf, digestOf, keyOf, type Books, type ReleaseBook } from './books.js';
import { LOOK_MS } from './tables.js';

/** I18: it says that it runs again what it is asked to go back to. */
export function isBack(books: Books, book: ReleaseBook, nodeId: string): boolean {
  const bins = binsOf(book).filter((bin) => isTakenBack(book, keyOf(nodeId, bin)));
  const isSeed = books.protocolOf.get(nodeId) === 'seed';
  if (isSeed && !hasCalledSince(books, book, nodeId)) return false;
  return bins.length > 0 && bins.every((bin) => isBinBack(books, book, { nodeId, bin, isSeed }));
}

function isBinBack(
  books: Books,
  book: ReleaseBook,
  { nodeId, bin, isSeed }: { readonly nodeId: string; readonly bin: string; readonly isSeed: boolean },
): boolean {
  const { sha256, lastRunning, rightSince } = books.node(nodeId, bin);
  if (sha256 === null) return lastRunning !== digestOf(book, bin);
  return isSeed ? lastRunning === sha256 : rightSince !== null;
}

function hasCalledSince(books: Books, { askedAt }: ReleaseBook, nodeId: string): boolean {
  return (books.lastCallAt.get(nodeId) ?? 0) > (askedAt.get(nodeId) ?? books.now);
}

function isTakenBack({ revertedAt, undone }: ReleaseBook, key: string): boolean {
  return revertedAt.has(key) || undone.has(key);
}

/** I32: is there a reason to wait no more for a node that was asked to go back? */
export function judgeGivenUp(books: Books, book: ReleaseBook, nodeId: string): void {
  if (books.now > deadlineOf(books, book, nodeId) || isHopeless(books, book, nodeId)) return;
  books.blame('I32', `${book.id} gave ${nodeId} up before its time to go back was over`);
}

/** Another release decides about it, it says that it can't, or there is nothing to go back to and it runs the new one. */
function isHopeless(books: Books, book: ReleaseBook, nodeId: string): boolean {
  return binsOf(book)
    .filter((bin) => book.ranBefore.has(keyOf(nodeId, bin)))
    .some((bin) => {
      const { releaseId, hasFailed, sha256, lastRunning, saidRunning } = books.node(nodeId, bin);
      const runsNew = [lastRunning, saidRunning].includes(digestOf(book, bin) ?? null);
      return releaseId !== book.id || hasFailed || (sha256 === null && runsNew);
    });
}

/** Whoever was asked only after that of the release gets its own time. */
function deadlineOf({ now }: Books, { plan, askedAt, wayBackAt }: ReleaseBook, nodeId: string): number {
  const asked = askedAt.get(nodeId) ?? now;
  const own = asked + plan.nodeDeadlineSeconds * 1_000;
  const whole = (wayBackAt ?? now) + plan.rollbackDeadlineSeconds * 1_000;
  return asked > whole ? own : Math.min(own, whole);
}

/** I32: after a look, nobody is waited for any more whose time to go back is over. */
export function judgeWaitedFor(books: Books, book: ReleaseBook): void {
  if (book.view?.status !== 'rolling_back') return;
  for (const { nodeId } of goingBack(book.view)) {
    if (books.now > deadlineOf(books, book, nodeId) + LOOK_MS)
      books.blame('I32', `${book.id} still waits for ${nodeId} to go back after its deadline`);
  }
}

function goingBack({ targets }: ReleaseView): ReleaseView['targets'] {
  return targets.filter(({ status }) => status === 'reverting');
}
