import type { ReleaseView } from '../console/console.js';
import { isWithinHours } from './arithmetic.js';
import type { Books, ReleaseBook } from './books.js';
import { AT_WORK, WAITS } from './tables.js';

/** I21: a step ends when everybody in it has come to an end, somebody succeeded, and its time has passed or was cut short. */
export function judgeStep(books: Books, book: ReleaseBook, view: ReleaseView, ended: number): void {
  const say = `${book.id} ended step ${ended}`;
  if (ended !== book.step) books.blame('I21', `${say} in place of step ${book.step}`);
  const step = book.steps[ended];
  const opened = book.steps.slice(0, ended + 1).flatMap((own) => (own.kind === 'wave' ? [own.wave] : []));
  const last = Math.max(-1, ...opened);
  const early = view.targets.find(({ nodeId, wave }) => wave <= last && isUnderWay(book.folded.get(nodeId)));
  if (step?.kind === 'stage') judgeStaged(books, book, view, say);
  if (early) books.blame('I21', `${say} while ${early.nodeId} is ${book.folded.get(early.nodeId)}`);
  if (step?.kind === 'wave' && !isProved(book, view, step.wave))
    books.blame('I21', `${say} though nobody in its wave succeeded`);
  if (step?.kind === 'pause') {
    const isPromoted = book.isPromotedFully || (book.promotedAt ?? 0) >= book.stepEnteredAt;
    const isOver = step.seconds !== null && books.now >= book.stepStartedAt + step.seconds * 1_000;
    if (!isPromoted && !isOver) books.blame('I21', `${say} before its pause of ${step.seconds} s was over`);
  }
  const next = book.steps[ended + 1];
  if (next && next.kind !== 'pause') {
    judgeGates(books, book, `${say} and began the next`);
    if (!books.isLate && !isWithinHours(book.plan.hours, books.now))
      books.blame('I28', `${say} and began the next at a wrong hour`);
  }
  book.step = ended + 1;
  book.stepEnteredAt = books.now;
  book.stepStartedAt = books.now;
}

/** I28: no wave begins in a freeze that nobody overrode, outside its hours, or in an emergency. */
export function judgeGates(books: Books, book: ReleaseBook, say: string): void {
  if (books.isLate) return;
  if (books.isFrozen && !book.isFreezeOverridden && !book.isWayBack) books.blame('I28', `${say} in a freeze`);
  if (books.isStopped) books.blame('I25', `${say} in an emergency`);
}

/** The new build lies on every node that can be reached. */
function judgeStaged(books: Books, book: ReleaseBook, { targets }: ReleaseView, say: string): void {
  const late = targets.find(({ nodeId }) => ['pending', 'staging'].includes(book.folded.get(nodeId) ?? ''));
  if (late) books.blame('I21', `${say} while ${late.nodeId} is ${book.folded.get(late.nodeId)}`);
}

/** Somebody in it succeeded, a person took it as it was, or nobody is left in it. */
function isProved(book: ReleaseBook, { targets }: ReleaseView, wave: number): boolean {
  const members = targets.filter((target) => target.wave === wave);
  return book.provenWaves.has(wave) || members.every(({ nodeId }) => book.folded.get(nodeId) === 'excluded');
}

function isUnderWay(status: string | undefined): boolean {
  return status !== undefined && (AT_WORK.has(status) || WAITS.has(status));
}
