import type { ReleaseView } from '../console/console.js';
import type { Books, ReleaseBook } from './books.js';
import { LOST } from './tables.js';
import { darkMs } from './target-rules.js';

/** A person goes on in spite of these losses, or of all that are shown: they count no more, until they are tried again. */
export function forgive(book: ReleaseBook, nodeIds?: readonly string[]): void {
  for (const { nodeId, status } of book.view?.targets ?? [])
    if (LOST.has(status) && (nodeIds?.includes(nodeId) ?? true)) book.forgiven.add(nodeId);
}

/** On the way back nobody waits for who is silent, or was not seen back. */
export function noteForgiven(
  books: Books,
  book: ReleaseBook,
  nodeId: string,
  from: string,
  to: string,
): void {
  if (from === to) return;
  const { forgiven } = book;
  const isAskedAgain = to === 'retrying' || (from === 'revert_failed' && to === 'dark');
  // That it was silent was forgiven, and not that it fails.
  const isWorse = from === 'dark' && to === 'failed';
  if (isAskedAgain || isWorse || to === 'succeeded' || to === 'reverted') forgiven.delete(nodeId);
  const isSilent = books.now - (books.lastCallAt.get(nodeId) ?? 0) > darkMs(books, book, nodeId);
  if (to === 'revert_failed' || (from === 'dark' && to === 'reverting' && isSilent)) forgiven.add(nodeId);
}

/** I8: a loss counts unless somebody decided otherwise. */
export function judgeForgiven(books: Books, book: ReleaseBook, { targets }: ReleaseView): void {
  for (const { nodeId, isForgiven } of targets)
    if (isForgiven !== book.forgiven.has(nodeId))
      books.blame('I8', `${book.id} ${isForgiven ? 'forgave' : 'did not forgive'} ${nodeId}`);
}

/** Who is lost and counts. */
export function lostOf({ folded, forgiven }: ReleaseBook): readonly string[] {
  return [...folded].flatMap(([nodeId, status]) =>
    LOST.has(status) && !forgiven.has(nodeId) ? [nodeId] : [],
  );
}
