import type { ReleaseView } from '../console/console.js';
import { binsOf, digestOf, type Books, type ReleaseBook } from './books.js';
import { isBack, judgeGivenUp } from './return-rules.js';
import { AT_WORK, LOOK_MS } from './tables.js';
import { hasGivenUp, hasProved } from './word-rules.js';

const OFFLINE_MS = 60_000;
const MISSED_CALLS = 2.5;

/** Is there a reason in what was heard, or in the clock, for what a target is said to be from now on? */
export function judgeTargetStatus(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  nodeId: string,
  to: string,
): void {
  const nodes = binsOf(book).map((bin) => books.node(nodeId, bin));
  const askedAt = book.askedAt.get(nodeId) ?? books.now;
  const from = book.folded.get(nodeId);
  const silentMs = books.now - (books.lastCallAt.get(nodeId) ?? Number.NEGATIVE_INFINITY);
  const target = view.targets.find((each) => each.nodeId === nodeId);
  const error = target?.error ?? null;
  const say = `${book.id} says that ${nodeId} is ${to}`;
  if (to === 'skipped' || to === 'revert_failed') books.coverage.hit(`${to}:${error}`);
  const isOthers = nodes.some((node) => node.releaseId !== book.id);
  if (to === 'succeeded' && !hasProved(books, book, nodeId))
    books.blame('I18', `${say}, which was not heard`);
  if (['succeeded', 'reverted'].includes(to) && books.quarantined.has(nodeId))
    books.blame('I18', `${say} by a word that can not be trusted`);
  if (to === 'failed' && from !== 'retrying' && !nodes.some((node) => node.hasFailed) && !isOthers)
    books.blame('I15', `${say}, which it did not say`);
  // What was to be tried again when its release ended is what it was before.
  if (
    to === 'timed_out' &&
    from !== 'retrying' &&
    books.now - askedAt <= book.plan.nodeDeadlineSeconds * 1_000
  )
    books.blame('I24', `${say} before its deadline`);
  if (
    to === 'dark' &&
    from !== 'revert_failed' &&
    from !== 'retrying' &&
    silentMs <= darkMs(books, book, nodeId)
  )
    books.blame('I24', `${say}, and it called ${silentMs} ms ago`);
  if (to === 'skipped' && error === 'NODE_OFFLINE' && silentMs <= offlineMs(books, book, nodeId, from))
    books.blame('I20', `${say} for being offline, and it called ${silentMs} ms ago`);
  if (to === 'reverted' && !isBack(books, book, nodeId)) books.blame('I18', `${say}, which was not heard`);
  if (to === 'revert_failed') judgeGivenUp(books, book, nodeId);
  if (to === 'reverted' || to === 'revert_failed') book.down.delete(nodeId);
  if (from === 'succeeded' && to === 'updating' && !isUnwell(books, book, nodeId))
    books.blame('I24', `${say}, and nothing was heard against it`);
  if (from === 'succeeded' && ['dark', 'updating'].includes(to)) book.down.add(nodeId);
  if (to === 'failed') book.failedAt.set(nodeId, books.now);
  if (from === 'succeeded' && to === 'failed' && !hasGivenUp(books, book, nodeId)) book.down.add(nodeId);
  if (to === 'succeeded') book.down.delete(nodeId);
}

function offlineMs(books: Books, book: ReleaseBook, nodeId: string, from: string | undefined): number {
  return from === 'staging' ? darkMs(books, book, nodeId) : OFFLINE_MS;
}

/** Silent for too long, and nobody holds it, moved it, or gave it something else. */
export function isSilent(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (!isOwn(books, book, nodeId)) return false;
  const heardAt = books.lastCallAt.get(nodeId) ?? Number.NEGATIVE_INFINITY;
  return books.now - heardAt > darkMs(books, book, nodeId);
}

function isOwn(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if ([books.away, books.held, books.quarantined].some((set) => set.has(nodeId))) return false;
  return binsOf(book).every((bin) => books.node(nodeId, bin).releaseId === book.id);
}

/** Its agent says, of what it was asked for, that it does not run or not well. */
function isUnwell(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (books.protocolOf.get(nodeId) !== 'agent') return false;
  return binsOf(book).some((bin) => books.node(nodeId, bin).wasUnwell);
}

export function darkMs(books: Books, book: ReleaseBook, nodeId: string): number {
  return Math.max(book.plan.darkAfterSeconds, MISSED_CALLS * (books.intervalOf.get(nodeId) ?? 0)) * 1_000;
}

/** After a look of the engine: nothing that was said, and nothing that is overdue, may still be waited for. */
export function judgeOverlooked(books: Books, book: ReleaseBook): void {
  const view = book.view;
  if (!view || !['deploying', 'rolling_back', 'paused'].includes(view.status)) return;
  for (const { nodeId, status } of view.targets) {
    if (status === 'succeeded' && !books.wasAway.has(nodeId) && isSurelyUnwell(books, book, nodeId))
      books.blame('I24', `${book.id} still takes ${nodeId} for done, which says that it is not well`);
    if (!AT_WORK.has(status) || books.quarantined.has(nodeId)) continue;
    const askedAt = book.askedAt.get(nodeId) ?? books.now;
    const heardAt = Math.max(askedAt, books.lastCallAt.get(nodeId) ?? 0);
    const say = `${book.id} still takes ${nodeId} for ${status}`;
    if (saysThatItFailed(books, book, nodeId)) books.blame('I24', `${say}, which said that it failed`);
    if (status !== 'baking' && books.now - askedAt > book.plan.nodeDeadlineSeconds * 1_000 + LOOK_MS)
      books.blame('I32', `${say} after its deadline`);
    if (books.now - heardAt > darkMs(books, book, nodeId) + LOOK_MS)
      books.blame('I32', `${say}, which is silent for ${books.now - heardAt} ms`);
  }
}

/** Whichever of its words is taken for the last one. */
export function isSurelyUnwell(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (!isOwn(books, book, nodeId) || books.protocolOf.get(nodeId) !== 'agent') return false;
  return binsOf(book).some((bin) => {
    const { lastRunning, isLastHealthy, endsUnwell } = books.node(nodeId, bin);
    return endsUnwell && (!isLastHealthy || lastRunning !== digestOf(book, bin));
  });
}

function saysThatItFailed(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (books.protocolOf.get(nodeId) !== 'agent') return false;
  return binsOf(book)
    .map((bin) => books.node(nodeId, bin))
    .some(({ hasFailed, isActive, releaseId }) => hasFailed && !isActive && releaseId === book.id);
}
