import type { Call, ReleaseView } from '../console/console.js';
import type { Verdict } from '../words.js';
import type { Books, ReleaseBook } from './books.js';

/** A process that stands still goes by what was said when it read. */
export function hearJudge(books: Books, call: Extract<Call, { kind: 'judge' | 'stall' }>): void {
  const book = books.releases.get(call.releaseId);
  if (!book) return;
  if (call.kind === 'stall') {
    book.wordAtStall = book.word;
    return;
  }
  const { step, verdict } = call;
  book.word = verdict && { step, verdict };
  if (!isWatched(book.view)) return;
  if (step === book.step) books.coverage.hit(`judge:${verdict ?? 'silent'}`);
  else books.coverage.hit('judge:late');
}

/** What is known to have been said of the step that is under way; null: nothing. */
export function verdictNow({ isLate }: Books, { step, word, wordAtStall }: ReleaseBook): Verdict | null {
  const known = isLate ? wordAtStall : word;
  return known?.step === step ? known.verdict : null;
}

export function isAccepted({ step, acceptedStep }: ReleaseBook): boolean {
  return step === acceptedStep;
}

/** Bad news counts until a person resumes in spite of it. */
export function hasFailed(books: Books, book: ReleaseBook): boolean {
  return verdictNow(books, book) === 'fail' && !isAccepted(book);
}

/** A person ended the waiting, or went on in spite of the judge; waves are cut short by nobody. */
export function isCutShort(book: ReleaseBook): boolean {
  const kind = book.steps[book.step]?.kind;
  if (kind === 'analysis' && isAccepted(book)) return true;
  return (kind === 'analysis' || kind === 'pause') && (book.isPromotedFully || book.isPromoted);
}

/** Opened by a pass of this very step, or by a person. */
export function isAnalysisOver(books: Books, book: ReleaseBook): boolean {
  return isCutShort(book) || verdictNow(books, book) === 'pass';
}

/** I24: nobody goes on at a step that failed. */
export function judgeFailed(books: Books, book: ReleaseBook, say: string): void {
  if (hasFailed(books, book)) books.blame('I24', `${say} though the judge said that it failed`);
}

/** In all other pauses people are left alone. */
export function isWatched(view: ReleaseView | null): boolean {
  return view?.status === 'deploying' || (view?.status === 'paused' && view.pause === 'step');
}
