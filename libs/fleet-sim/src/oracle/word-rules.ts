import type { ProgressWord, Report, RunningWord } from '../words.js';
import {
  binsOf,
  digestOf,
  isActivated,
  keyOf,
  type Books,
  type NodeBook,
  type ReleaseBook,
} from './books.js';

/** Writes down what a node was heard to say, judged by itself: only the current generation is evidence of anything. */
export function hearReport(books: Books, report: Report): void {
  const { nodeId, sent } = report;
  books.lastCallAt.set(nodeId, books.now);
  if (report.isHeld) books.held.add(nodeId);
  else books.held.delete(nodeId);
  for (const word of report.running) hearRunning(books, books.node(nodeId, word.bin), word, sent);
  for (const event of report.events) {
    const node = books.node(nodeId, event.bin);
    if (event.generation !== node.generation) continue;
    hearPhase(node, event.phase);
    if (event.phase === 'failed' && contradicts(report, event))
      books.releases.get(node.releaseId ?? '')?.doubtful.add(nodeId);
  }
  hearSeed(books, report);
  for (const word of [...report.running, ...report.events]) noteStaged(books, nodeId, word);
  noteServing(books, nodeId);
}

/** No agent that tells the truth does that. */
function contradicts({ running }: Report, { bin, generation }: ProgressWord): boolean {
  return running.some((word) => word.bin === bin && word.generation !== generation);
}

function hearRunning({ now }: Books, node: NodeBook, word: RunningWord, sent: number): void {
  node.everHeard.add(word.sha256);
  // Of what agents of the older protocol say, nobody knows the order; the last that is heard must do.
  const isUnordered = word.generation === null;
  if (isUnordered || sent >= node.newestSaid) {
    node.newestSaid = sent;
    node.saidRunning = word.sha256;
    node.isSaidHealthy = word.healthy !== false;
  }
  // Only what is said about the generation that counts now is a word about anything.
  if (word.generation !== null && word.generation !== node.generation) return;
  const isNewest = isUnordered || sent >= node.newestSent;
  node.newestSent = Math.max(node.newestSent, sent);
  if (isNewest) {
    node.lastRunning = word.sha256;
    node.isLastHealthy = word.healthy !== false;
  }
  if (word.generation !== null) hearPhase(node, word.phase ?? 'active');
  if (word.phase === 'failed' && word.healthy === true) node.failedOn = word.sha256;
  node.endsUnwell = word.generation !== null && (word.healthy === false || word.sha256 !== node.sha256);
  node.wasUnwell ||= node.endsUnwell;
  const isRight = word.sha256 === node.sha256 && word.sha256 !== null && word.healthy !== false;
  if (isRight) node.rightSince ??= now;
  else if (isNewest) node.rightSince = null;
}

function hearPhase(node: NodeBook, phase: string): void {
  if (phase === 'failed') node.hasFailed = true;
  if (phase === 'active') node.isActive = true;
}

function noteStaged(
  books: Books,
  nodeId: string,
  {
    bin,
    generation,
    phase,
  }: { readonly bin: string; readonly generation: number | null; readonly phase: string | null },
): void {
  const node = books.node(nodeId, bin);
  if (phase !== 'staged' || generation !== node.generation || !node.isStagedOnly) return;
  books.releases.get(node.releaseId ?? '')?.staged.add(keyOf(nodeId, bin));
}

function hearSeed(books: Books, { nodeId, seedProgress }: Report): void {
  if (!seedProgress) return;
  const node = books.node(nodeId, seedProgress.bin);
  if (seedProgress.targetHash !== node.sha256) return;
  // That it tries again takes nothing back.
  if (seedProgress.status !== 'in_progress') node.hasFailed = seedProgress.status === 'failed';
  if (seedProgress.status === 'success') node.rightSince ??= books.now;
}

/** Nodes that serve again, by what was heard of them, are not down any more. */
export function noteServing(books: Books, nodeId: string): void {
  if (books.quarantined.has(nodeId)) return;
  for (const book of books.releases.values()) {
    if (!book.down.has(nodeId)) continue;
    if (hasProved(books, book, nodeId) || hasGivenUp(books, book, nodeId)) book.down.delete(nodeId);
  }
}

/** It runs of everything what it ran before; what did not fail and was not taken back is as new as it was. */
export function hasGivenUp(books: Books, book: ReleaseBook, nodeId: string): boolean {
  const touched = binsOf(book).filter((bin) => book.activatedAt.has(keyOf(nodeId, bin)));
  return touched.length > 0 && touched.every((bin) => hasGivenUpBin(books, book, nodeId, bin));
}

function hasGivenUpBin(books: Books, { ranBefore }: ReleaseBook, nodeId: string, bin: string): boolean {
  const node = books.node(nodeId, bin);
  if (!node.hasFailed && node.action !== 'revert') return false;
  const before = ranBefore.get(keyOf(nodeId, bin)) ?? new Set();
  // A false claim about a generation that was never given hides nothing that was heard about this one.
  const isHeard = node.isLastHealthy && before.has(node.lastRunning);
  const wasHeard = node.failedOn !== null && before.has(node.failedOn);
  return isHeard || wasHeard || (node.isSaidHealthy && before.has(node.saidRunning));
}

/** I18: heard to run the right things at the current generation, and heard again after all of the time that it needs. */
export function hasProved(books: Books, book: ReleaseBook, nodeId: string): boolean {
  if (!isActivated(book, nodeId)) return false;
  return binsOf(book).every((bin) => {
    const since = provedSince(books, book, nodeId, bin);
    return since !== null && (books.lastCallAt.get(nodeId) ?? 0) >= since + book.plan.minReadySeconds * 1_000;
  });
}

/** Since when it is known to run one of the bins as the release wants it; null when it is not. */
export function provedSince(books: Books, book: ReleaseBook, nodeId: string, bin: string): number | null {
  const node = books.node(nodeId, bin);
  if (node.releaseId !== book.id || node.sha256 !== digestOf(book, bin) || node.isStagedOnly) return null;
  const isSeed = books.protocolOf.get(nodeId) === 'seed';
  if (node.rightSince !== null && (node.isActive || isSeed)) return node.rightSince;
  // A seed agent that was up to date before it was asked says nothing more.
  return isSeed && node.lastRunning === node.sha256 ? (book.askedAt.get(nodeId) ?? node.writtenAt) : null;
}
