import { binsOf, digestOf, saysThatItRuns, type Books, type ReleaseBook } from './books.js';
import { AT_WORK, ENDS_ON_THE_WAY, LOOK_MS } from './tables.js';

/** I32, once all is calm: what ended on its way left nobody to wait for a switch, and takes nobody for at work for ever. */
export function judgeFollowed(books: Books, book: ReleaseBook): void {
  const { view, id } = book;
  if (!view || !ENDS_ON_THE_WAY.has(view.status)) return;
  for (const { nodeId, status } of view.targets) {
    const askedAt = book.askedAt.get(nodeId) ?? books.now;
    const isLate = books.now - askedAt > book.plan.nodeDeadlineSeconds * 1_000 + LOOK_MS;
    // Who says that it runs it already would be changed by taking it back.
    const isKept =
      status === 'staged' &&
      binsOf(book).some((bin) => saysThatItRuns(books.node(nodeId, bin), digestOf(book, bin) ?? ''));
    if (LIES_READY.has(status) && !isKept)
      books.blame('I32', `${id} ended, and ${nodeId} is still ${status}`);
    if (AT_WORK.has(status) && status !== 'baking' && isLate)
      books.blame('I32', `${id} ended, and ${nodeId} is still ${status} after its deadline`);
  }
}

const LIES_READY: ReadonlySet<string> = new Set(['staging', 'staged', 'retrying']);
