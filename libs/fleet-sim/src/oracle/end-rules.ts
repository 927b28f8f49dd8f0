import type { HistoryLine, ReleaseView } from '../console/console.js';
import { isTooMany } from './arithmetic.js';
import type { Books, ReleaseBook } from './books.js';
import { lostOf } from './forgiven-rules.js';
import { isWatched } from './judge-word.js';
import { underWay } from './step-rules.js';
import { ASKED, EXPOSED } from './tables.js';

/** Is everything done that the end which is written down says is done? */
export function judgeEnd(books: Books, book: ReleaseBook, view: ReleaseView, line: HistoryLine): void {
  if (line.type !== 'release.finished') return;
  if (book.foldedStatus === 'deploying') judgeArrival(books, book, view);
  if (book.foldedStatus === 'rolling_back') judgeReturn(books, book, line.status);
}

/** I20, I21 and I24: after all of the timeline, with nobody at work or waiting, and not more lost than may be. */
function judgeArrival(books: Books, book: ReleaseBook, view: ReleaseView): void {
  const { id, step, steps } = book;
  if (step < steps.length) books.blame('I21', `${id} ended at step ${step} of ${steps.length}`);
  const left = underWay(book, view, steps.length);
  if (left) books.blame('I20', `${id} ended while ${left.nodeId} is ${book.folded.get(left.nodeId)}`);
  judgeBudget(books, book, view, `${id} ended`);
}

/** I20: nothing new is left anywhere, and exceptions are those who were not seen back. */
function judgeReturn(books: Books, { id, folded }: ReleaseBook, status: string | null): void {
  const left = [...folded].find(([, own]) => EXPOSED.has(own) || HALF_BACK.has(own));
  if (left) books.blame('I20', `${id} ended its way back while ${left[0]} is ${left[1]}`);
  const isMissed = [...folded.values()].includes('revert_failed');
  if (isMissed !== (status === 'rolled_back_with_exceptions'))
    books.blame('I20', `${id} is ${status}, and ${isMissed ? 'somebody' : 'nobody'} was not seen back`);
}

const HALF_BACK: ReadonlySet<string> = new Set(['staging', 'staged', 'reverting']);

/** I24: after a look, a release that goes on has not lost more than it may, also where nobody is left to be asked. */
export function judgeLosses(books: Books, book: ReleaseBook): void {
  if (!book.view || !isWatched(book.view) || books.isStopped) return;
  judgeBudget(books, book, book.view, `${book.id} goes on`);
}

function judgeBudget(books: Books, book: ReleaseBook, { targets }: ReleaseView, say: string): void {
  const lost = lostOf(book).length;
  const asked = targets.filter(({ status }) => ASKED.has(status)).length;
  if (isTooMany(lost, asked, book.plan.failureThreshold))
    books.blame('I24', `${say} with ${lost} lost of ${asked}`);
}
