import type { ReleaseView } from '../console/console.js';
import { isWithinHours, touchesNodes } from './arithmetic.js';
import { downOf } from './cap-rules.js';
import type { Books, ReleaseBook } from './books.js';
import { holding } from './freeze-rules.js';
import { isAnalysisOver } from './judge-word.js';
import { unsoaked } from './soak-rules.js';
import { claimsOn } from './start-rules.js';
import { isPauseOver, isProved, underWay, unstaged, waitingIn } from './step-rules.js';
import { AT_WORK, EXPOSED } from './tables.js';

/** I32: after a look, a release whose next step nothing keeps closed is in it; counts what does keep it closed. */
export function judgeOpened(books: Books, book: ReleaseBook): void {
  if (!isReady(books, book)) return;
  const next = book.steps[book.step + 1];
  const kind = next && touchesNodes(next) ? holding(books, book) : null;
  if (kind !== null) {
    book.heldBy = kind;
    return books.coverage.hit(`freeze:held:${kind}`);
  }
  if (next && touchesNodes(next) && !isWithinHours(book.plan.hours, books.now)) return;
  books.blame('I32', `${book.id} stands at step ${book.step}, and nothing keeps the next one closed`);
}

/** I32: after a look, whoever can be asked is: of a wave that has begun, and on the way back, where no freeze counts. */
export function judgeIdle(books: Books, book: ReleaseBook): void {
  const { view, steps, step, plan } = book;
  if (!view || books.isStopped || plan.bins.some(({ digest }) => books.withdrawn.has(digest))) return;
  const { targets, status } = view;
  if (status === 'rolling_back') {
    const left = targets.find((target) => EXPOSED.has(target.status));
    const isAnyAsked = targets.some((target) => target.status === 'reverting');
    if (left && !isAnyAsked)
      books.blame('I32', `${book.id} does not ask ${left.nodeId} back, and nobody else`);
  }
  if (status !== 'deploying' || targets.some((target) => BUSY.has(target.status))) return;
  const waiting = steps[step]?.kind === 'stage' ? unstaged(book, view) : waitingIn(book, view, step);
  if (waiting && downOf(book).length + book.doubtful.size === 0)
    books.blame('I32', `${book.id} does not ask ${waiting.nodeId}, and nobody is down`);
}

/** I32: a scheduled release whose time has come, and that nothing is in the way of, has begun when it was looked at. */
export function judgeDue(books: Books, book: ReleaseBook): void {
  if (book.foldedStatus !== 'scheduled' || books.now < (book.scheduledAt ?? 0) || books.isStopped) return;
  const isHeld = holding(books, book) !== null || (unsoaked(books, book) !== null && !book.isSoakOverridden);
  const nodes = new Set(book.plan.nodeIds.filter((nodeId) => !books.away.has(nodeId)));
  if (isHeld || claimsOn(books, book, nodes).length > 0) return;
  books.blame('I32', `${book.id} is still scheduled, and nothing is in its way`);
}

/** Everything before the next step, or before the end, is done. */
function isReady(books: Books, book: ReleaseBook): boolean {
  const { view, step, steps, plan } = book;
  if (!view || view.status !== 'deploying' || books.isStopped) return false;
  if (plan.bins.some(({ digest }) => books.withdrawn.has(digest))) return false;
  if (underWay(book, view, step)) return false;
  const current = steps[step];
  if (current?.kind === 'wave') return isProved(book, view, current.wave);
  if (current?.kind === 'pause') return isPauseOver(books, book, current.seconds);
  if (current?.kind === 'analysis') return isAnalysisOver(books, book);
  return current === undefined || isStaged(book, view);
}

function isStaged(book: ReleaseBook, view: ReleaseView): boolean {
  if (unstaged(book, view)) return false;
  return book.acceptedWaves.has(0) || [...book.folded.values()].includes('staged');
}

const BUSY: ReadonlySet<string> = new Set([...AT_WORK, 'staging']);
