import { binsOf, digestOf, keyOf, type Books, type ReleaseBook } from './books.js';

/** After a look: who failed and serves again without a doubt, so that whatever it is asked for next takes it down. */
export function noteBack(books: Books, book: ReleaseBook): void {
  for (const [nodeId, status] of book.folded) {
    if (status === 'retrying') continue;
    if (status === 'failed' && isSurelyBack(books, book, nodeId)) book.back.add(nodeId);
    else book.back.delete(nodeId);
  }
}

/** Before anything is written: what was heard since the last look counts, but of those who wait to be tried again. */
export function stillBack(books: Books, book: ReleaseBook): ReadonlySet<string> {
  const again = new Set(
    book.view?.targets.flatMap(({ nodeId, status }) => (status === 'retrying' ? [nodeId] : [])),
  );
  return new Set([...book.back].filter((nodeId) => again.has(nodeId) || isSurelyBack(books, book, nodeId)));
}

function isSurelyBack(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (books.protocolOf.get(nodeId) !== 'agent' || books.wasAway.has(nodeId)) return false;
  if (books.quarantined.has(nodeId)) return false;
  return binsOf(book).every((bin) => {
    const key = keyOf(nodeId, bin);
    const isUndone = book.undone.has(key);
    if (!isUndone && !book.activatedAt.has(key)) return true;
    const node = books.node(nodeId, bin);
    const isOwn = node.releaseId === book.id && node.saidRunning === node.lastRunning;
    const isGood = node.isSaidHealthy && node.isLastHealthy && node.saidRunning !== null;
    if (!isOwn || !isGood || node.saidRunning === digestOf(book, bin)) return false;
    if (isUndone) return node.isActive && node.rightSince !== null;
    // Who said many things is not known to be back at the one that counts.
    const before = book.ranBefore.get(key);
    return node.hasFailed && before?.size === 1 && before.has(node.saidRunning);
  });
}
