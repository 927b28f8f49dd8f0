import type { ReleaseView, Write } from '../console/console.js';
import { binsOf, digestOf, keyOf, saysThatItRuns, type Books, type ReleaseBook } from './books.js';
import { noteInFreeze } from './freeze-rules.js';
import { ENDS_ON_THE_WAY } from './tables.js';

interface Around {
  readonly after: ReleaseView | undefined;
  /** Nodes that had said that they failed. */
  readonly failed: ReadonlySet<string>;
  readonly isPerson: boolean;
}

/** I27: back to what it was heard to run, and only on the way back, or where one of several bins failed. */
export function judgeRevert(books: Books, book: ReleaseBook, write: Write, around: Around): void {
  const { nodeId, bin, sha256 } = write;
  const key = keyOf(nodeId, bin);
  const say = `${book.id} took ${bin} on ${nodeId} back`;
  const status = around.after?.status ?? 'gone';
  const isOnTheWayBack = status === 'rolling_back' || status.startsWith('rolled_back');
  const isAlone = binsOf(book).length > 1 && around.failed.has(nodeId);
  if (isLaidReadyOnly(books, book, write, around)) {
    books.coverage.hit('write:unstaged');
    book.staged.delete(key);
    return;
  }
  if (!isOnTheWayBack && isAlone) books.coverage.hit('write:undone');
  if (!isOnTheWayBack && !isAlone) books.blame('I27', `${say} while it is ${status}`);
  const known = book.ranBefore.get(key);
  if (!known) books.blame('I27', `${say}, which it never changed`);
  else if (!known.has(sha256)) books.blame('I27', `${say} to ${sha256}, which it did not run`);
  noteInFreeze(books, book, true);
  const node = books.node(nodeId, bin);
  if (node.releaseId !== book.id) books.blame('I10', `${say}, which ${node.releaseId} decides about`);
  // What failed and was only laid ready once more since: its agent put back by itself what is asked for now.
  const runsIt = node.isStagedOnly && saysThatItRuns(node, sha256);
  const isHindered = book.activatedAt.has(key) && !runsIt && isBelow(books, digestOf(book, bin), sha256);
  if (!isOnTheWayBack && isHindered) books.blame('I27', `${say} below what can not be undone`);
  if (isAlone && !book.undone.has(key)) book.undone.add(key);
  else if (book.revertedAt.has(key)) books.blame('I19', `${say} twice`);
  else book.revertedAt.set(key, books.now);
  book.askedAt.set(nodeId, books.now);
}

/** What lies beside what runs, on a node that is passed by, or for an end that came first: it is as if it had not been asked. */
function isLaidReadyOnly(
  books: Books,
  book: ReleaseBook,
  { nodeId, bin }: Write,
  { after }: Around,
): boolean {
  const { releaseId, isStagedOnly } = books.node(nodeId, bin);
  const status = statusOf(after, nodeId);
  // It came back in an emergency, in which nothing could be taken back.
  const isBackAgain = status === 'pending' && ['pending', 'skipped'].includes(statusOf(book.view, nodeId));
  const isPassedBy = status === 'skipped' || status === 'excluded' || isBackAgain;
  const isForNothing = ENDS_ON_THE_WAY.has(after?.status ?? '') || isPassedBy;
  return releaseId === book.id && isStagedOnly && isForNothing;
}

function statusOf(view: ReleaseView | null | undefined, nodeId: string): string {
  return view?.targets.find((target) => target.nodeId === nodeId)?.status ?? '';
}

/** Is that older than a build that can't be undone, or one that must never run again? */
export function isBelow({ builds, withdrawn }: Books, from: string | undefined, to: string | null): boolean {
  if (to === null || from === to) return false;
  const [old, barrier] = [to, from].map((digest) => builds.findIndex((build) => build.digest === digest));
  if (old === undefined || barrier === undefined || old < 0) return false;
  return withdrawn.has(to) || (old < barrier && (builds[barrier]?.isBarrier ?? false));
}
