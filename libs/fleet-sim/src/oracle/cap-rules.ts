import type { HistoryLine, ReleaseView, Write } from '../console/console.js';
import { capOf } from './arithmetic.js';
import { isActivated, saysThatItRuns, type Books, type ReleaseBook } from './books.js';

interface TakenDown {
  /** What one call gave to nodes of this release. */
  readonly writes: readonly Write[];
  readonly changes: HistoryLine['changes'];
  /** Who was down before that. */
  readonly down: ReadonlySet<string>;
}

const SERVED: ReadonlySet<string> = new Set(['pending', 'staged', 'succeeded']);

/** I22: whoever served until now and is given something else to run is taken down. */
export function judgeTakenDown(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  { writes, changes, down }: TakenDown,
): void {
  const changed = writes.filter(({ action }) => action !== 'stage').map(({ nodeId }) => nodeId);
  const takenDown = [...new Set(changed)].filter((nodeId) => !down.has(nodeId) && isActivated(book, nodeId));
  for (const nodeId of takenDown) book.down.add(nodeId);
  const served = new Set(changes.flatMap(({ nodeId, from }) => (SERVED.has(from) ? [nodeId] : [])));
  const judged = takenDown.filter(
    (nodeId) => served.has(nodeId) && !isFallen(books, changes, writes, nodeId),
  );
  if (judged.length > 0) judgeCaps(books, book, view, judged);
}

/** It gave up in this very look, and does not say that it runs what it goes back to: agents lie, and it was down before. */
function isFallen(
  books: Books,
  changes: HistoryLine['changes'],
  writes: readonly Write[],
  nodeId: string,
): boolean {
  const hasFailed = changes.some(
    (each) => each.nodeId === nodeId && each.from === 'succeeded' && each.to === 'failed',
  );
  const own = writes.filter((write) => write.nodeId === nodeId);
  return hasFailed && own.some(({ bin, sha256 }) => !saysThatItRuns(books.node(nodeId, bin), sha256));
}

/**
 * I22: not more down at once than the plan allows, over all and in the groups of those that were taken down now; who was
 * forgiven counts no more, until it is tried again.
 */
function judgeCaps(
  books: Books,
  book: ReleaseBook,
  { targets }: ReleaseView,
  takenDown: readonly string[],
): void {
  const { maxUnavailable, maxUnavailablePerPop } = book.plan;
  const down = surelyDown(book);
  if (down.length > capOf(maxUnavailable, targets.length))
    books.blame(
      'I22',
      `${book.id} has ${down.length} of ${targets.length} nodes down, over ${maxUnavailable}`,
    );
  if (maxUnavailablePerPop === null) return;
  for (const pop of new Set(takenDown.map((nodeId) => books.popOf.get(nodeId)))) {
    const size = targets.filter(({ nodeId }) => books.popOf.get(nodeId) === pop).length;
    const own = down.filter((nodeId) => books.popOf.get(nodeId) === pop).length;
    if (size > 0 && own > capOf(maxUnavailablePerPop, size))
      books.blame(
        'I22',
        `${book.id} has ${own} of ${size} nodes of ${pop} down, over ${maxUnavailablePerPop}`,
      );
  }
}

export function downOf({ down, forgiven }: ReleaseBook): readonly string[] {
  return [...down].filter((nodeId) => !forgiven.has(nodeId));
}

export function surelyDown(book: ReleaseBook): readonly string[] {
  return downOf(book).filter((nodeId) => !book.doubtful.has(nodeId));
}

/** Is there room for nobody else, over all or in some group? */
export function isAtCap(books: Books, { plan, folded }: ReleaseBook, down: readonly string[]): boolean {
  const { maxUnavailable, maxUnavailablePerPop } = plan;
  if (down.length >= capOf(maxUnavailable, folded.size)) return true;
  if (maxUnavailablePerPop === null) return false;
  return [...new Set(down.map((nodeId) => books.popOf.get(nodeId)))].some((pop) => {
    const isThere = (nodeId: string): boolean => books.popOf.get(nodeId) === pop;
    const size = [...folded.keys()].filter(isThere).length;
    return down.filter(isThere).length >= capOf(maxUnavailablePerPop, size);
  });
}
