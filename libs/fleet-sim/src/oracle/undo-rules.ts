import type { ReleaseView } from '../console/console.js';
import { binsOf, digestOf, keyOf, type Books, type ReleaseBook } from './books.js';
import { isBelow } from './revert-rules.js';
import { AT_WORK, LOOK_MS, LOST } from './tables.js';

/** I27: after a look, who failed with one of several bins keeps none of the others that it was told to run. */
export function judgeUndone(books: Books, book: ReleaseBook): void {
  const { view } = book;
  if (!view || !['deploying', 'paused'].includes(view.status) || binsOf(book).length === 1) return;
  if (books.isStopped || isNoWayBack(books, book, view)) return;
  for (const { nodeId, status } of view.targets)
    if (status === 'failed' && isHalfNew(books, book, nodeId) && !isHindered(books, book, view, nodeId))
      books.blame('I27', `${book.id} leaves ${nodeId}, which failed, with half of it`);
}

/** It says so of what this release asked last, and is still to run something of it. */
function isHalfNew(books: Books, book: ReleaseBook, nodeId: string): boolean {
  const given = binsOf(book)
    .filter((bin) => book.ranBefore.has(keyOf(nodeId, bin)))
    .map((bin) => books.node(nodeId, bin));
  if (given.some(({ releaseId }) => releaseId !== book.id)) return false;
  return given.some(({ hasFailed }) => hasFailed) && given.some(({ action }) => action === 'activate');
}

/** Nobody listens to it; or it serves, and others may be down, so that there may be no room to take it down once more. */
function isHindered(books: Books, book: ReleaseBook, { targets }: ReleaseView, nodeId: string): boolean {
  if ([books.quarantined, books.wasAway, book.doubtful].some((set) => set.has(nodeId))) return true;
  // Whoever else went down in the same look may have taken its place; it is asked back when it is looked at again.
  if (books.now < Math.max(book.failedAt.get(nodeId) ?? 0, books.wentOnAt) + LOOK_MS) return true;
  if (book.down.has(nodeId)) return false;
  return targets.some((other) => other.nodeId !== nodeId && MAY_BE_DOWN.has(other.status));
}

const MAY_BE_DOWN: ReadonlySet<string> = new Set([...AT_WORK, ...LOST, 'retrying']);

/** Somebody would go below what can not be undone, or to what was withdrawn. */
function isNoWayBack(books: Books, book: ReleaseBook, { targets }: ReleaseView): boolean {
  return targets.some(({ nodeId }) =>
    binsOf(book).some((bin) =>
      [...(book.ranBefore.get(keyOf(nodeId, bin)) ?? [])].some((digest) =>
        isBelow(books, digestOf(book, bin), digest),
      ),
    ),
  );
}
