import type { HistoryLine, ReleaseView } from '../console/console.js';
import { judgeTurn } from './analysis-rules.js';
import { isTooMany } from './arithmetic.js';
import { isActivated, type Books, type ReleaseBook } from './books.js';
import { isAtCap, surelyDown } from './cap-rules.js';
import { lostOf } from './forgiven-rules.js';
import { isPauseOver, isProved, lastWave, underWay } from './step-rules.js';
import { ASKED } from './tables.js';
import { darkMs } from './target-rules.js';

/** I24 and I32: what the engine turns back or stops for must be so; people hide a pause for nothing by going on. */
export function judgeReason(books: Books, book: ReleaseBook, line: HistoryLine, view: ReleaseView): void {
  if (line.detail?.startsWith('analysis')) return judgeTurn(books, book, line);
  if (line.type === 'rollback.started') return judgeFailures(books, book, 'rollback');
  if (line.type === 'release.resumed') return judgeGoingOn(books, book);
  if (line.type !== 'release.paused') return;
  const say = `${book.id} paused for ${line.detail}`;
  switch (line.detail) {
    case 'failures':
      return judgeFailures(books, book, 'pause');
    case 'no_way_back':
      return judgeFailures(books, book, 'rollback');
    case 'network':
      return judgeNetwork(books, book, say);
    case 'no_evidence':
      return judgeNoEvidence(books, book, view, say);
    case 'no_room':
      if (!isAtCap(books, book, mostDown(book))) books.blame('I32', `${say}, and there is room`);
      return;
    case 'withdrawn':
      if (!book.plan.bins.some(({ digest }) => books.withdrawn.has(digest)))
        books.blame('I32', `${say}, and nothing of it was`);
      return;
    case 'step':
      return judgePause(books, book, say);
    default:
      books.blame('I32', `${say}, which is for people to do`);
  }
}

/** I32: by itself only where lost nodes had taken all the room, and that is over. */
function judgeGoingOn(books: Books, book: ReleaseBook): void {
  const say = `${book.id} went on by itself`;
  const pause = book.view?.pause;
  if (pause !== 'no_room') return books.blame('I25', `${say}, paused for ${pause}`);
  if (!books.isLate && isAtCap(books, book, surelyDown(book)))
    books.blame('I22', `${say}, and there is no room`);
}

function judgeFailures(books: Books, book: ReleaseBook, wanted: 'rollback' | 'pause'): void {
  const { lost, asked, byNetwork } = lossesOf(books, book);
  const { failureThreshold, onFailure } = book.plan;
  if (!isTooMany(lost, asked, failureThreshold))
    books.blame('I24', `${book.id} reacted to ${lost} lost of ${asked}`);
  if (!books.isLate && !isTooMany(lost - byNetwork, asked, failureThreshold))
    books.blame('I24', `${book.id} did a ${wanted}, and the network took ${byNetwork} of ${lost} lost`);
  if (onFailure !== wanted) books.blame('I24', `${book.id} did a ${wanted}, which the plan does not say`);
}

function judgeNetwork(books: Books, book: ReleaseBook, say: string): void {
  const { lost, asked, byNetwork } = lossesOf(books, book);
  const { failureThreshold } = book.plan;
  if (!isTooMany(lost, asked, failureThreshold)) books.blame('I24', `${say} with ${lost} lost of ${asked}`);
  if (!books.isLate && isTooMany(lost - byNetwork, asked, failureThreshold))
    books.blame('I24', `${say}, which took ${byNetwork} of ${lost} lost`);
}

/** Somebody in it was heard to be well, is still at it, or is only offline and may yet come back. */
function judgeNoEvidence(books: Books, book: ReleaseBook, view: ReleaseView, say: string): void {
  const isStage = book.steps[book.step]?.kind === 'stage';
  const wave = isStage ? 0 : lastWave(book, book.step);
  const statuses = view.targets
    .filter((target) => isStage || target.wave === wave)
    .map(({ nodeId }) => book.folded.get(nodeId) ?? '');
  const isThere = isStage
    ? book.acceptedWaves.has(0) || statuses.includes('staged')
    : isProved(book, view, wave) || underWay(book, view, book.step) !== undefined;
  if (isThere) return books.blame('I24', `${say}, and there is some`);
  const isOnlyOffline = statuses.every((status) => status === 'skipped' || status === 'excluded');
  const waitsMs = book.plan.nodeDeadlineSeconds * 1_000;
  if (!isStage && isOnlyOffline && books.now < book.stepStartedAt + waitsMs)
    books.blame('I24', `${say} before anybody offline could come back`);
}

function judgePause(books: Books, book: ReleaseBook, say: string): void {
  const step = book.steps[book.step];
  if (step?.kind !== 'pause' || step.seconds !== null || isPauseOver(books, book, step.seconds))
    books.blame('I32', `${say}, and its plan does not say so`);
}

interface Losses {
  readonly lost: number;
  readonly asked: number;
  /** Silent where at least half of those that nobody touched fell silent, too. */
  readonly byNetwork: number;
}

function lossesOf(books: Books, book: ReleaseBook): Losses {
  const lost = lostOf(book);
  const dark = lost.filter((nodeId) => book.folded.get(nodeId) === 'dark');
  const groups = new Set(dark.map((nodeId) => groupOf(books, book, nodeId)));
  const cut = new Set([...groups].filter((group) => isCut(books, book, group)));
  return {
    lost: lost.length,
    asked: [...book.folded.values()].filter((status) => ASKED.has(status)).length,
    byNetwork: dark.filter((nodeId) => cut.has(groupOf(books, book, nodeId))).length,
  };
}

function isCut(books: Books, book: ReleaseBook, group: string): boolean {
  const heard = [...book.folded.keys()]
    .filter((nodeId) => groupOf(books, book, nodeId) === group && !isActivated(book, nodeId))
    .map((nodeId) => ({
      at: books.lastCallAt.get(nodeId) ?? -Infinity,
      ms: darkMs(books, book, nodeId),
      betweenCallsMs: (books.intervalOf.get(nodeId) ?? 0) * 1_000,
    }))
    .filter(({ at, ms }) => at >= book.deployedAt - ms);
  // Who had called last of all when the line was cut is as much cut off as who was the first to be missed.
  const silent = heard.filter(({ at, ms, betweenCallsMs }) => at < books.now - ms + betweenCallsMs).length;
  return silent > 0 && silent * 2 >= heard.length;
}

/** All are one group where no cap tells them apart. */
function groupOf(books: Books, { plan }: ReleaseBook, nodeId: string): string {
  return plan.maxUnavailablePerPop === null ? '' : (books.popOf.get(nodeId) ?? '');
}

/** Whoever the engine may take to be down when nobody is at work; it may know less well than what was heard. */
function mostDown(book: ReleaseBook): readonly string[] {
  const again = [...book.folded].flatMap(([nodeId, status]) => (status === 'retrying' ? [nodeId] : []));
  return [...lostOf(book), ...again].filter((nodeId) => isActivated(book, nodeId));
}
