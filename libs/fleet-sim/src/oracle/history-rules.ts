import type { HistoryLine, ReleaseView } from '../console/console.js';
import { noteEnd } from './analysis-rules.js';
import { binsOf, keyOf, type Books, type ReleaseBook } from './books.js';
import { judgeEnd } from './end-rules.js';
import { judgeForgiven, noteForgiven } from './forgiven-rules.js';
import { kindsOf } from './plan-kinds.js';
import { judgeReason } from './reason-rules.js';
import { noteSoak } from './soak-rules.js';
import { joinTargets, startTargets } from './start-rules.js';
import { judgeStep } from './step-rules.js';
import { judgeTargetStatus } from './target-rules.js';
import { ENDS_ON_THE_WAY, RELEASE_WAYS, STATUS_AFTER, TARGET_WAYS, WAYS_AFTER_END } from './tables.js';

/** Folds the history by itself and compares with what the console says that it is. */
export function judgeHistory(
  books: Books,
  lines: readonly HistoryLine[],
  after: ReadonlyMap<string, ReleaseView>,
  isPerson: boolean,
): void {
  for (const line of lines) {
    const book = books.releases.get(line.releaseId);
    const view = after.get(line.releaseId);
    if (!book || !view) continue;
    book.lastNewsAt = books.now;
    if (line.type === 'release.deployed') {
      startTargets(books, book, view, isPerson);
      for (const kind of kindsOf(books, book)) books.coverage.hit(`plan:${kind}`);
    }
    if (line.type === 'targets.joined') joinTargets(books, book, view);
    judgeEnd(books, book, view, line);
    judgeStatus(books, book, line);
    noteSoak(books, book, line);
    if (!isPerson) judgeReason(books, book, line, view);
    if (line.step !== null) {
      const isSkipped = line.detail === 'skipped';
      noteEnd(books, book, isSkipped);
      judgeStep(books, book, view, { ended: line.step, isSkipped });
    }
    if (line.type === 'rollback.started') book.wayBackAt = books.now;
    if (line.type === 'release.resumed') book.stepStartedAt = books.now;
    for (const change of line.changes) {
      if (change.from !== change.to) judgeTargetStatus(books, book, view, change.nodeId, change.to);
      judgeChange(books, book, change);
    }
  }
  for (const view of after.values()) {
    const book = books.releases.get(view.id);
    if (!book) continue;
    compare(
      books,
      book,
      view,
      lines.filter(({ releaseId }) => releaseId === view.id),
    );
    judgeForgiven(books, book, view);
  }
}

/** I6: only along the table. */
function judgeStatus(books: Books, book: ReleaseBook, line: HistoryLine): void {
  const to = line.type === 'release.finished' ? line.status : STATUS_AFTER[line.type];
  if (to === undefined) return books.blame('I8', `a line of an unknown kind: ${line.type}`);
  books.coverage.hit(`event:${line.type}`);
  if (line.type === 'release.paused') books.coverage.hit(`pause:${line.detail}`);
  if (line.type === 'rollback.started') books.coverage.hit(`back:${line.detail}`);
  const from = book.foldedStatus;
  if (to === null || to === from) return;
  if (!RELEASE_WAYS[from]?.includes(to)) books.blame('I6', `${book.id} went from ${from} to ${to}`);
  books.coverage.hit(`release:${from}>${to}`);
  book.foldedStatus = to;
}

function judgeChange(
  books: Books,
  book: ReleaseBook,
  { nodeId, from, to }: HistoryLine['changes'][number],
): void {
  const known = book.folded.get(nodeId);
  if (known !== from) books.blame('I8', `${book.id}: ${nodeId} was ${known}, and the history says ${from}`);
  const ways = ENDS_ON_THE_WAY.has(book.foldedStatus) ? WAYS_AFTER_END[from] : undefined;
  if (from !== to && ![...(TARGET_WAYS[from] ?? []), ...(ways ?? [])].includes(to))
    books.blame('I17', `${book.id}: ${nodeId} went from ${from} to ${to}`);
  if (from !== to) books.coverage.hit(`target:${from}>${to}`);
  book.folded.set(nodeId, to);
  noteForgiven(books, book, nodeId, from, to);
  const isAgain = from === 'succeeded' && to === 'updating';
  if (from !== to && (isAgain || ASKED_NOW.has(to))) book.askedAt.set(nodeId, books.now);
  for (const bin of binsOf(book)) {
    const key = keyOf(nodeId, bin);
    if (to === 'retrying') book.again.add(key);
    if (to === 'retrying' || (from === 'revert_failed' && to === 'dark')) {
      book.revertedAt.delete(key);
      book.undone.delete(key);
    }
  }
}

const ASKED_NOW: ReadonlySet<string> = new Set(['assigned', 'staging', 'reverting']);

/** I7, I8 and I36: the state is the fold of the history, the sums are those of the targets, one revision per change. */
function compare(books: Books, book: ReleaseBook, view: ReleaseView, lines: readonly HistoryLine[]): void {
  if (view.step !== book.step)
    books.blame('I8', `${view.id} is at step ${view.step}, and its history says ${book.step}`);
  if (view.status !== book.foldedStatus)
    books.blame('I8', `${view.id} is ${view.status}, and its history says ${book.foldedStatus}`);
  // A draft is made with the first revision, and nothing is said about that.
  const before = book.view?.revision ?? 1;
  const revisions = new Set(
    lines.filter(({ type }) => type !== 'targets.changed').map(({ revision }) => revision),
  );
  if (view.revision - before !== revisions.size)
    books.blame(
      'I7',
      `${view.id} went from revision ${before} to ${view.revision} in ${revisions.size} changes`,
    );
  for (const revision of revisions)
    if (revision <= before || revision > view.revision)
      books.blame('I7', `${view.id} wrote revision ${revision} after ${before}`);
  const counts = new Map<string, number>();
  for (const { nodeId, wave, status } of view.targets) {
    if (book.folded.get(nodeId) !== status)
      books.blame(
        'I8',
        `${view.id}: ${nodeId} is ${status}, and the history says ${book.folded.get(nodeId)}`,
      );
    counts.set(`${wave} ${status}`, (counts.get(`${wave} ${status}`) ?? 0) + 1);
  }
  view.waves.forEach((wave, index) => {
    for (const [status, count] of Object.entries(wave))
      if (count !== (counts.get(`${index} ${status}`) ?? 0))
        books.blame('I36', `${view.id} counts ${count} ${status} in wave ${index}`);
  });
}
