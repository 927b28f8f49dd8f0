import type { Answer, Call, HistoryLine } from '../console/console.js';
import type { Books, ReleaseBook, SoakNote } from './books.js';

const HOUR_MS = 3_600_000;

/** What is said in staging about how versions did there. */
export function noteSoak(books: Books, book: ReleaseBook, { type, status }: HistoryLine): void {
  if (book.plan.environment !== 'staging') return;
  const isCompleted = status === 'completed' || status === 'completed_with_exceptions';
  if (isCompleted && [...book.folded.values()].includes('succeeded')) note(books, book, 'completed');
  if (type === 'rollback.started') note(books, book, 'taken_back');
  if (type !== 'release.deployed') return;
  note(books, book, 'deployed');
  const undone = books.releases.get(book.undoes ?? '');
  if (undone) note(books, undone, 'taken_back');
}

/** Why it has not proved itself where it must come first; null: it has, or need not. */
export function unsoaked(
  books: Books,
  { plan, isWayBack }: ReleaseBook,
): 'absent' | 'fresh' | 'taken_back' | 'replaced' | null {
  const { promotion, now } = books;
  if (!promotion || plan.environment === 'staging' || isWayBack) return null;
  const soakMs = promotion.hours * HOUR_MS;
  const whys = plan.bins.map((bin) => {
    const ofBin = books.soaking.filter(({ what }) => what.bin === bin.bin);
    const notes = ofBin.filter(({ what }) => what.digest === bin.digest);
    const takenBack = notes.reduce(
      (last, { kind, at }) => (kind === 'taken_back' ? Math.max(last, at) : last),
      -1,
    );
    const completed = notes.filter(({ kind }) => kind === 'completed');
    const kept = completed.filter(({ at }) => at > takenBack);
    const others = ofBin.filter(({ what, kind }) => kind === 'deployed' && what.digest !== bin.digest);
    const good = kept.find(({ at: from }) => !others.some(({ at }) => at >= from && at < from + soakMs));
    if (good) return now < good.at + soakMs ? 'fresh' : null;
    if (kept.length > 0) return 'replaced';
    return completed.length > 0 ? 'taken_back' : 'absent';
  });
  return whys.find((why) => why !== null) ?? null;
}

/** I21: nothing begins in production that has not proved itself before, unless a person says so. */
export function judgeSoak(books: Books, book: ReleaseBook): void {
  const why = unsoaked(books, book);
  if (why !== null && !book.isSoakOverridden)
    books.blame('I21', `${book.id} began though it is ${why} in staging`);
  if (why !== null) books.coverage.hit('soak:overridden');
  else if (books.promotion && book.plan.environment === 'production')
    books.coverage.hit(book.isWayBack ? 'soak:way_back' : 'soak:begun');
}

/** I21: nobody is refused for a rule that is content, nor overrides what is in nobody's way. */
export function judgeSoakRefusal(books: Books, call: Call, { refusal }: Answer): void {
  const book = 'releaseId' in call ? books.releases.get(call.releaseId) : undefined;
  const why = book ? unsoaked(books, book) : null;
  if (refusal === 'NOT_SOAKED') {
    if (why === null || book?.isSoakOverridden)
      books.blame('I21', `${book?.id} was refused though it has soaked`);
    else books.coverage.hit(`soak:${call.kind === 'due' ? 'waits' : `refused:${why}`}`);
  }
  if (call.kind !== 'order' || call.order !== 'override_soak') return;
  if ((refusal === null || refusal === 'NOTHING_TO_OVERRIDE') && (refusal === null) === (why === null))
    books.blame('I21', `${call.releaseId} had its rule overridden (${refusal}), and it is ${why}`);
}

function note(books: Books, { plan }: ReleaseBook, kind: SoakNote['kind']): void {
  for (const what of plan.bins) books.soaking.push({ what, kind, at: books.now });
}
