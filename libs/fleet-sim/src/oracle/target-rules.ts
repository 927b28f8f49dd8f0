import type { ReleaseView } from '../console/console.js';
import { binOf, type Books, type ReleaseBook } from './books.js';
import { AT_WORK } from './tables.js';
import { hasProved } from './word-rules.js';

const OFFLINE_MS = 60_000;
const MISSED_CALLS = 2.5;
/** So long may what is overdue wait for the next look. */
const LOOK_MS = 12_000;

/** Is there a reason in what was heard, or in the clock, for what a target is said to be from now on? */
export function judgeTargetStatus(
  books: Books,
  book: ReleaseBook,
  view: ReleaseView,
  nodeId: string,
  to: string,
): void {
  const node = books.node(nodeId, binOf(book));
  const askedAt = book.askedAt.get(nodeId) ?? books.now;
  const from = book.folded.get(nodeId);
  const silentMs = books.now - (books.lastCallAt.get(nodeId) ?? Number.NEGATIVE_INFINITY);
  const error = view.targets.find((target) => target.nodeId === nodeId)?.error ?? null;
  const say = `${book.id} says that ${nodeId} is ${to}`;
  const isOthers = node.releaseId !== book.id;
  if (to === 'succeeded' && !hasProved(books, book, nodeId, node))
    books.blame('I18', `${say}, which was not heard`);
  if (to === 'failed' && from !== 'retrying' && !node.hasFailed && !isOthers)
    books.blame('I15', `${say}, which it did not say`);
  if (to === 'timed_out' && books.now - askedAt <= book.plan.nodeDeadlineSeconds * 1_000)
    books.blame('I24', `${say} before its deadline`);
  if (to === 'dark' && from !== 'revert_failed' && silentMs <= darkMs(books, book, nodeId))
    books.blame('I24', `${say}, and it called ${silentMs} ms ago`);
  if (
    to === 'skipped' &&
    error === 'NODE_OFFLINE' &&
    silentMs <= (from === 'staging' ? darkMs(books, book, nodeId) : OFFLINE_MS)
  )
    books.blame('I20', `${say} for being offline, and it called ${silentMs} ms ago`);
  if (to === 'reverted' && !isBack(books, book, nodeId)) books.blame('I18', `${say}, which was not heard`);
  if (to === 'reverted' || to === 'revert_failed') book.down.delete(nodeId);
  if (to === 'succeeded') {
    const wave = view.targets.find((target) => target.nodeId === nodeId)?.wave;
    if (wave !== undefined) book.provenWaves.add(wave);
  }
}

function isBack(books: Books, book: ReleaseBook, nodeId: string): boolean {
  const node = books.node(nodeId, binOf(book));
  if (books.protocolOf.get(nodeId) === 'seed') return true;
  return node.sha256 === null ? node.lastRunning !== book.plan.bins[0]?.digest : node.rightSince !== null;
}

function darkMs(books: Books, book: ReleaseBook, nodeId: string): number {
  return Math.max(book.plan.darkAfterSeconds, MISSED_CALLS * (books.intervalOf.get(nodeId) ?? 0)) * 1_000;
}

/** After a look of the engine: nothing that was said, and nothing that is overdue, may still be waited for. */
export function judgeOverlooked(books: Books, book: ReleaseBook): void {
  const view = book.view;
  if (!view || !['deploying', 'rolling_back', 'paused'].includes(view.status)) return;
  for (const { nodeId, status } of view.targets) {
    if (!AT_WORK.has(status)) continue;
    const node = books.node(nodeId, binOf(book));
    const askedAt = book.askedAt.get(nodeId) ?? books.now;
    const heardAt = Math.max(askedAt, books.lastCallAt.get(nodeId) ?? 0);
    const say = `${book.id} still takes ${nodeId} for ${status}`;
    const isAgent = books.protocolOf.get(nodeId) === 'agent';
    if (isAgent && node.hasFailed && !node.isActive && node.releaseId === book.id)
      books.blame('I24', `${say}, which said that it failed`);
    if (status !== 'baking' && books.now - askedAt > book.plan.nodeDeadlineSeconds * 1_000 + LOOK_MS)
      books.blame('I32', `${say} after its deadline`);
    if (books.now - heardAt > darkMs(books, book, nodeId) + LOOK_MS)
      books.blame('I32', `${say}, which is silent for ${books.now - heardAt} ms`);
  }
}
