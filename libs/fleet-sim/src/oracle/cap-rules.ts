import type { ReleaseView } from '../console/console.js';
import { capOf } from './arithmetic.js';
import type { Books, ReleaseBook } from './books.js';

/**
 * I22: not more down at once than the plan allows, over all and in the groups of those that were taken down now; who was
 * forgiven counts no more, until it is tried again.
 */
export function judgeCaps(
  books: Books,
  book: ReleaseBook,
  { targets }: ReleaseView,
  takenDown: readonly string[],
): void {
  const { maxUnavailable, maxUnavailablePerPop } = book.plan;
  const down = downOf(book, targets);
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

export function downOf(book: ReleaseBook, targets: ReleaseView['targets']): readonly string[] {
  const forgiven = new Set(targets.filter(({ isForgiven }) => isForgiven).map(({ nodeId }) => nodeId));
  return [...book.down].filter((nodeId) => !forgiven.has(nodeId));
}
