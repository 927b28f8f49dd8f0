import type { Answer, Call } from '../console/console.js';
import type { DeclaredFreeze } from '../words.js';
import type { Books, ReleaseBook } from './books.js';
import { hasClockChanged, isOn } from './own-calendar.js';

/** Kinds of freezes that hold, the last one by clocks that have just changed; which of several is counted does not matter. */
export const FREEZE_KINDS = ['by_hand', 'once', 'weekly', 'clock_change'] as const;
type FreezeKind = (typeof FREEZE_KINDS)[number];
export const FREEZE_SCOPES = ['production', 'staging', 'project', 'everywhere'] as const;

/** The freeze that is on where the release goes; null when none is. */
export function freezeNow(books: Books, book: ReleaseBook): FreezeKind | null {
  const [id, freeze] = entryNow(books, book) ?? [];
  if (!freeze) return null;
  if (id === 'by-hand') return 'by_hand';
  return hasClockChanged(freeze, books.now) ? 'clock_change' : freeze.times.kind;
}

function entryNow({ freezes, now }: Books, { plan }: ReleaseBook): [string, DeclaredFreeze] | undefined {
  const scopes = [plan.environment, 'project', 'everywhere'];
  return [...freezes].find(([, freeze]) => scopes.includes(freeze.scope) && isOn(freeze, now));
}

/** The freeze that holds this release; ways back and those that were let through are held by none. */
export function holding(books: Books, book: ReleaseBook): FreezeKind | null {
  return book.isWayBack || book.isFreezeOverridden ? null : freezeNow(books, book);
}

/** I28: nobody is refused for a freeze that is not on, or that does not hold what they want to begin. */
export function judgeFrozenRefusal(books: Books, call: Call, { refusal }: Answer): void {
  if (refusal !== 'ENVIRONMENT_FROZEN' || !('releaseId' in call)) return;
  const book = books.releases.get(call.releaseId);
  const kind = book ? holding(books, book) : null;
  if (!book || kind === null)
    return books.blame('I28', `${call.releaseId} was refused for a freeze, and none holds it`);
  books.coverage.hit(`freeze:${call.kind === 'due' ? 'waits' : 'refused'}:${kind}`);
  books.coverage.hit(`freeze:scope:${entryNow(books, book)?.[1].scope}`);
}

/** I28: nothing begins in a freeze that holds it; counts what was held until now, and what is let through. */
export function judgeBegin(books: Books, book: ReleaseBook, say: string): void {
  const kind = freezeNow(books, book);
  if (kind !== null && holding(books, book) !== null) books.blame('I28', `${say} in a freeze (${kind})`);
  else if (kind !== null) books.coverage.hit(book.isWayBack ? 'freeze:way_back' : 'freeze:overridden');
  else if (book.heldBy !== null)
    books.coverage.hit(`freeze:over:${book.heldBy === 'clock_change' ? 'weekly' : book.heldBy}`);
  book.heldBy = null;
}

/** What has begun goes on, and what goes back is not held. */
export function noteInFreeze(books: Books, book: ReleaseBook, isBack: boolean): void {
  if (holding(books, book) !== null) books.coverage.hit(isBack ? 'freeze:goes_back' : 'freeze:goes_on');
}
