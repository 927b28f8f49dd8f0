import type { ReleaseView, TargetView } from '../console/console.js';
import { isWithinHours, touchesNodes } from './arithmetic.js';
import type { Books, ReleaseBook } from './books.js';
import { judgeBegin } from './freeze-rules.js';
import { hasFailed, isAnalysisOver, isCutShort } from './judge-word.js';
import { AT_WORK, WAITS } from './tables.js';
import { isSilent, isSurelyUnwell } from './target-rules.js';

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
  judgeNext(books, book, view, { say, ended });
  book.step = ended + 1;
  book.isPromoted = false;
  book.stepStartedAt = books.now;
}

function judgeNext(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  { say, ended }: { readonly say: string; readonly ended: number },
): void {
  const next = book.steps[ended + 1];
  const isOpened = next !== undefined && touchesNodes(next);
  const isBegun = ended >= 0 && book.steps[ended]?.kind !== 'stage';
  if (isBegun && (isOpened || book.steps[ended]?.kind !== 'wave'))
    judgeLapsed(books, book, view, { say, ended });
  if (!isOpened) return;
  const wave = lastWave(book, ended);
  if (wave >= 0 && !isProved(book, view, wave)) books.blame('I24', `${say} with nobody who is well`);
  judgeGates(books, book, `${say} and began the next`);
  if (!books.isLate && !isWithinHours(book.plan.hours, books.now))
    books.blame('I28', `${say} and began the next at a wrong hour`);
}

/** I24: whoever is counted on was heard of late and is well; who is held or away is somebody else's doing. */
function judgeLapsed(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  { say, ended }: { readonly say: string; readonly ended: number },
): void {
  if (books.isLate) return;
  const counted = membersUpTo(book, view, ended).filter(
    ({ nodeId }) => book.folded.get(nodeId) === 'succeeded',
  );
  const silent = counted.find(({ nodeId }) => isSilent(books, book, nodeId));
  if (silent) books.blame('I24', `${say}, counting on ${silent.nodeId}, which is silent`);
  const unwell = counted.find(({ nodeId }) => isSurelyUnwell(books, book, nodeId));
  if (unwell) books.blame('I24', `${say}, counting on ${unwell.nodeId}, which is not well`);
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
  const last = lastWave(book, step);
  return targets.filter(({ wave }) => wave <= last);
}

/** The last wave that was opened up to that step; -1 before the first. */
export function lastWave({ steps }: ReleaseBook, step: number): number {
  const opened = steps.slice(0, step + 1).flatMap((own) => (own.kind === 'wave' ? [own.wave] : []));
  return Math.max(-1, ...opened);
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

/** Somebody in it succeeded and is well, a person took it as it was, or nobody is left in it. */
export function isProved(book: ReleaseBook, { targets }: ReleaseView, wave: number): boolean {
  const members = targets.filter((target) => target.wave === wave);
  const statuses = members.map(({ nodeId }) => book.folded.get(nodeId));
  if (book.acceptedWaves.has(wave) || statuses.includes('succeeded')) return true;
  return statuses.every((status) => status === 'excluded');
}

function isUnderWay(status: string | undefined): boolean {
  return status !== undefined && (AT_WORK.has(status) || WAITS.has(status));
}
