import type { HistoryLine } from '../console/console.js';
import { binsOf, digestOf, keyOf, type Books, type ReleaseBook } from './books.js';
import { isAccepted, isCutShort, isWatched, judgeFailed, verdictNow } from './judge-word.js';
import { isBelow } from './revert-rules.js';
import { underWay } from './step-rules.js';

/** I24 and I32: after a look, what failed is on its way back or paused, and a person is asked where nobody can tell. */
export function judgeHeard(books: Books, book: ReleaseBook): void {
  const { view, word } = book;
  if (!view || !isWatched(view) || books.isStopped) return;
  judgeFailed(books, book, `${book.id} is ${view.status}`);
  const isJudged = book.steps[book.step]?.kind === 'analysis';
  if (isJudged && word !== null && word.step < book.step) books.coverage.hit('analysis:stale');
  const isUndecided = verdictNow(books, book) === 'inconclusive' && !isCutShort(book);
  if (isJudged && isUndecided && !underWay(book, view, book.step))
    books.blame('I32', `${book.id} waits at step ${book.step} for a judge who can not tell`);
}

/** I24: the engine turns back or pauses for the judge only when that was said, and as the plan says. */
export function judgeTurn(books: Books, book: ReleaseBook, { type, detail }: HistoryLine): void {
  const say = `${book.id} had a ${type} for ${detail}`;
  const kind = book.steps[book.step]?.kind;
  const verdict = detail === 'analysis_inconclusive' ? 'inconclusive' : 'fail';
  if (verdictNow(books, book) !== verdict || isAccepted(book))
    books.blame('I24', `${say}, and the judge said ${verdictNow(books, book)}`);
  if (!isWatched(book.view)) books.blame('I24', `${say} while it was ${book.view?.status}`);
  if (verdict === 'fail') return judgeFailure(books, book, type === 'rollback.started', say);
  if (kind !== 'analysis' || isCutShort(book)) books.blame('I24', `${say}, for which nobody waited`);
  books.coverage.hit('analysis:inconclusive');
}

function judgeFailure(books: Books, book: ReleaseBook, isBack: boolean, say: string): void {
  const mayPause = book.plan.onFailure === 'pause';
  if (isBack && mayPause) books.blame('I24', `${say}, which the plan does not say`);
  if (isBack && !books.isLate && isHindered(books, book, 'surely'))
    books.blame('I27', `${say}, and it can not go back`);
  if (!isBack && !mayPause && !books.isLate && !isHindered(books, book, 'perhaps'))
    books.blame('I24', `${say}, and it can go back`);
  books.coverage.hit(
    `analysis:${isBack ? 'failed_back' : mayPause ? 'failed_paused' : 'failed_no_way_back'}`,
  );
  if (book.steps[book.step]?.kind === 'pause') books.coverage.hit('analysis:failed_at_pause');
}

/** Would anybody come to run again what can't be put back? What a node ran is not always known for sure. */
function isHindered(books: Books, book: ReleaseBook, how: 'surely' | 'perhaps'): boolean {
  return [...book.folded].some(([nodeId, status]) =>
    binsOf(book).some((bin) => {
      const key = keyOf(nodeId, bin);
      const before = [...(book.ranBefore.get(key) ?? [])];
      const isHindering = (digest: string | null): boolean => isBelow(books, digestOf(book, bin), digest);
      if (how === 'surely') return status === 'succeeded' && before.length > 0 && before.every(isHindering);
      // What only lies ready counts where it was said to run, true or not.
      const isSaid = books.node(nodeId, bin).everHeard.has(digestOf(book, bin) ?? null);
      return (book.activatedAt.has(key) || isSaid) && before.some(isHindering);
    }),
  );
}

/** Counts what ended an analysis. */
export function noteEnd(books: Books, book: ReleaseBook, isSkipped: boolean): void {
  if (book.steps[book.step]?.kind !== 'analysis') return;
  const how = isAccepted(book) ? 'resumed' : 'promoted';
  books.coverage.hit(`analysis:${isSkipped ? how : 'passed'}`);
}
