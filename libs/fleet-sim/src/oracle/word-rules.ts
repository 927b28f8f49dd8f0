import type { Report, RunningWord } from '../words.js';
import { binOf, type Books, type NodeBook, type ReleaseBook } from './books.js';

/** Writes down what a node was heard to say, judged by itself: only the current generation is evidence of anything. */
export function hearReport(books: Books, report: Report): void {
  const { nodeId, sent } = report;
  books.lastCallAt.set(nodeId, books.now);
  for (const word of report.running) hearRunning(books, books.node(nodeId, word.bin), word, sent);
  for (const event of report.events) {
    const node = books.node(nodeId, event.bin);
    if (event.generation === node.generation) hearPhase(node, event.phase);
  }
  hearSeed(books, report);
  noteServing(books, nodeId);
}

function hearRunning({ now }: Books, node: NodeBook, word: RunningWord, sent: number): void {
  node.everHeard.add(word.sha256);
  // Only what is said about the generation that counts now is a word about anything.
  if (word.generation !== null && word.generation !== node.generation) return;
  const isNewest = sent >= node.newestSent;
  node.newestSent = Math.max(node.newestSent, sent);
  if (isNewest) {
    node.lastRunning = word.sha256;
    node.isLastHealthy = word.healthy !== false;
  }
  if (word.generation !== null) hearPhase(node, word.phase ?? 'active');
  const isRight = word.sha256 === node.sha256 && word.sha256 !== null && word.healthy !== false;
  if (isRight) node.rightSince ??= now;
  else if (isNewest) node.rightSince = null;
}

function hearPhase(node: NodeBook, phase: string): void {
  if (phase === 'failed') node.hasFailed = true;
  if (phase === 'active') node.isActive = true;
}

function hearSeed(books: Books, { nodeId, seedProgress }: Report): void {
  if (!seedProgress) return;
  const node = books.node(nodeId, seedProgress.bin);
  if (seedProgress.targetHash !== node.sha256) return;
  node.hasFailed = seedProgress.status === 'failed';
  if (seedProgress.status === 'success') node.rightSince ??= books.now;
}

/** Nodes that serve again, by what was heard of them, are not down any more. */
function noteServing(books: Books, nodeId: string): void {
  for (const book of books.releases.values()) {
    if (!book.down.has(nodeId)) continue;
    const node = books.node(nodeId, binOf(book));
    const isBack = node.isLastHealthy && (book.ranBefore.get(nodeId)?.has(node.lastRunning) ?? false);
    if (hasProved(books, book, nodeId, node) || (node.hasFailed && isBack)) book.down.delete(nodeId);
  }
}

/** I18: heard to run the right thing at the current generation, and heard again after all of the time that it needs. */
export function hasProved(books: Books, book: ReleaseBook, nodeId: string, node: NodeBook): boolean {
  if (node.releaseId !== book.id || node.sha256 !== book.plan.bins[0]?.digest) return false;
  const since = sinceOf(books, nodeId, node);
  return since !== null && (books.lastCallAt.get(nodeId) ?? 0) >= since + book.plan.minReadySeconds * 1_000;
}

/** A seed agent that was up to date before it was asked says nothing more. */
function sinceOf(books: Books, nodeId: string, node: NodeBook): number | null {
  const isSeed = books.protocolOf.get(nodeId) === 'seed';
  if (node.rightSince !== null && (node.isActive || isSeed)) return node.rightSince;
  return isSeed && node.lastRunning === node.sha256 ? node.writtenAt : null;
}
