import type { ReleaseView, TargetView } from '../console/console.js';
import { isWithinHours, touchesNodes } from './arithmetic.js';
import type { Books, ReleaseBook } from './books.js';
import { judgeBegin } from './freeze-rules.js';
import { hasFailed, isAnalysisOver, isCutShort } from './judge-word.js';
import { AT_WORK, WAITS } from './tables.js';

/** I21: a step ends when everybody in it has come to an end, somebody succeeded, and what it waits for came or was cut short. */
export function judgeStep(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  { ended, isSkipped }: { readonly ended: number; readonly isSkipped: boolean },
): void {
  const say = `${book.id} ended step ${ended}`;
  if (ended !== book.step) books.blame('I21', `${say} in place of step ${book.step}`);
  const step = book.steps[ended];
  const early = underWay(book, view, ended);
  if (step?.kind === 'stage') judgeStaged(books, book, view, say);
  if (early) books.blame('I21', `${say} while ${early.nodeId} is ${book.folded.get(early.nodeId)}`);
  if (step?.kind === 'wave' && !isProved(book, view, step.wave))
    books.blame('I21', `${say} though nobody in its wave succeeded`);
  if (step?.kind === 'pause' && !isPauseOver(books, book, step.seconds))
    books.blame('I21', `${say} before its pause of ${step.seconds} s was over`);
  if (step?.kind === 'analysis' && !isAnalysisOver(books, book))
    books.blame('I21', `${say}, which the judge did not let pass`);
  if (isSkipped !== isCutShort(book)) books.blame('I21', `${say} as ${isSkipped ? 'skipped' : 'done'}`);
  if (hasFailed(books, book)) books.blame('I21', `${say}, which the judge said had failed`);
  judgeNext(books, book, say, ended);
  book.step = ended + 1;
  book.isPromoted = false;
  book.stepStartedAt = books.now;
}

function judgeNext(books: Books, book: ReleaseBook, say: string, ended: number): void {
  const next = book.steps[ended + 1];
  if (!next || !touchesNodes(next)) return;
  judgeGates(books, book, `${say} and began the next`);
  if (!books.isLate && !isWithinHours(book.plan.hours, books.now))
    books.blame('I28', `${say} and began the next at a wrong hour`);
}

/** I28: no wave begins in a freeze that nobody overrode, outside its hours, or in an emergency. */
export function judgeGates(books: Books, book: ReleaseBook, say: string): void {
  if (books.isLate) return;
  judgeBegin(books, book, say);
  if (books.isStopped) books.blame('I25', `${say} in an emergency`);
}

/** Somebody in the waves that were opened up to that step who has not come to an end. */
export function underWay(book: ReleaseBook, view: ReleaseView, step: number): TargetView | undefined {
  return membersUpTo(book, view, step).find(({ nodeId }) => isUnderWay(book.folded.get(nodeId)));
}

/** Somebody in those waves who has not been asked. */
export function waitingIn(book: ReleaseBook, view: ReleaseView, step: number): TargetView | undefined {
  return membersUpTo(book, view, step).find(({ nodeId }) => WAITS.has(book.folded.get(nodeId) ?? ''));
}

function membersUpTo(book: ReleaseBook, { targets }: ReleaseView, step: number): readonly TargetView[] {
  const opened = book.steps.slice(0, step + 1).flatMap((own) => (own.kind === 'wave' ? [own.wave] : []));
  const last = Math.max(-1, ...opened);
  return targets.filter(({ wave }) => wave <= last);
}

/** Its time has passed, or a person cut it short. */
export function isPauseOver({ now }: Books, book: ReleaseBook, seconds: number | null): boolean {
  if (isCutShort(book)) return true;
  return seconds !== null && now >= book.stepStartedAt + seconds * 1_000;
}

/** The new build lies on every node that can be reached. */
function judgeStaged(books: Books, book: ReleaseBook, view: ReleaseView, say: string): void {
  const late = unstaged(book, view);
  if (late) books.blame('I21', `${say} while ${late.nodeId} is ${book.folded.get(late.nodeId)}`);
}

export function unstaged(book: ReleaseBook, { targets }: ReleaseView): TargetView | undefined {
  return targets.find(({ nodeId }) => UNSTAGED.includes(book.folded.get(nodeId) ?? ''));
}

const UNSTAGED: readonly string[] = ['pending', 'staging', 'retrying'];

/** Somebody in it succeeded, a person took it as it was, or nobody is left in it. */
export function isProved(book: ReleaseBook, { targets }: ReleaseView, wave: number): boolean {
  const members = targets.filter((target) => target.wave === wave);
  return book.provenWaves.has(wave) || members.every(({ nodeId }) => book.folded.get(nodeId) === 'excluded');
}

function isUnderWay(status: string | undefined): boolean {
  return status !== undefined && (AT_WORK.has(status) || WAITS.has(status));
}
