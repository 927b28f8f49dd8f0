import type { ReleaseView, Write } from '../console/console.js';
import { binsOf, digestOf, keyOf, type Books, type ReleaseBook } from './books.js';
import { noteInFreeze } from './freeze-rules.js';
import { judgeFailed } from './judge-word.js';
import { provedSince } from './word-rules.js';

interface Around {
  readonly before: ReleaseView | null;
  readonly after: ReleaseView | undefined;
  /** Nothing new was to run on this node before. */
  readonly isFirst: boolean;
}

/** A node was given something new, to keep or to run. */
export function judgeActivation(books: Books, book: ReleaseBook, write: Write, around: Around): void {
  const { nodeId, bin } = write;
  const say = `${book.id} gave ${nodeId} the new ${bin}`;
  judgePlan(books, book, write, say);
  noteInFreeze(books, book, false);
  const target = around.after?.targets.find((each) => each.nodeId === nodeId);
  if (!target) return books.blame('I26', `${say}, which is none of its targets`);
  if (around.isFirst) judgeAsking(books, book, nodeId, around, say);
  // A node that is at it goes on with its other bins, also while nobody else is asked.
  else if (!['deploying', 'paused'].includes(around.before?.status ?? ''))
    books.blame('I25', `${say} while it was ${around.before?.status}`);
  const key = keyOf(nodeId, bin);
  noteRanBefore(books, book, write);
  if (write.action !== 'stage' || book.plan.strategy.type !== 'blue-green')
    judgeWave(books, book, target.wave);
  if (write.action === 'stage') return;
  if (!books.isLate && book.plan.bins.some(({ digest }) => books.withdrawn.has(digest)))
    books.blame('I27', `${say}, which was withdrawn`);
  if (book.activatedAt.has(key) && !book.again.delete(key)) books.blame('I19', `${say} twice`);
  judgeOrder(books, book, nodeId, bin, say);
  book.activatedAt.set(key, books.now);
  book.down.add(nodeId);
}

/** I1 and I2: what was approved, by somebody else. */
function judgePlan(books: Books, book: ReleaseBook, { bin, sha256 }: Write, say: string): void {
  if (book.submitted !== book.plan || book.approvedBy === null)
    books.blame('I1', `${say} without an approval of its plan`);
  if (book.approvedBy === book.author) books.blame('I2', `${say} approved by who made it`);
  if (sha256 === null || sha256 !== digestOf(book, bin))
    books.blame('I1', `${say}, which is not in the plan`);
}

/** I25: nobody new is asked but by a release that is deploying; holds, moves and clones are passed by. */
function judgeAsking(books: Books, book: ReleaseBook, nodeId: string, { before }: Around, say: string): void {
  if (before?.status !== 'deploying') books.blame('I25', `${say} while it was ${before?.status}`);
  judgeFailed(books, book, say);
  if (books.isLate) return;
  if (books.away.has(nodeId)) books.blame('I26', `${say}, which had left`);
  if (books.held.has(nodeId)) books.blame('I26', `${say}, which is held`);
  if (books.quarantined.has(nodeId)) books.blame('I26', `${say}, in whose name two agents speak`);
  if (book.plan.bins.some(({ digest }) => books.withdrawn.has(digest)))
    books.blame('I27', `${say}, which was withdrawn`);
}

/** All bins lie on the node before the first of them is to run, and each runs before the next is to. */
function judgeOrder(books: Books, book: ReleaseBook, nodeId: string, bin: string, say: string): void {
  const bins = binsOf(book);
  if (book.plan.strategy.type !== 'blue-green' && bins.length === 1) return;
  const missing = bins.find((each) => !book.staged.has(keyOf(nodeId, each)));
  if (missing !== undefined && books.protocolOf.get(nodeId) === 'agent')
    books.blame('I21', `${say} before ${missing} was staged there`);
  const early = bins
    .slice(0, bins.indexOf(bin))
    .find((each) => !book.activatedAt.has(keyOf(nodeId, each)) || !isRunning(books, book, nodeId, each));
  if (early !== undefined) books.blame('I21', `${say} before ${early} ran there`);
}

function isRunning(books: Books, book: ReleaseBook, nodeId: string, bin: string): boolean {
  return provedSince(books, book, nodeId, bin) !== null;
}

/** What it ever said until it is told to run the new build: agents may lie, and what they say after that is not what ran before. */
function noteRanBefore(books: Books, book: ReleaseBook, { nodeId, bin }: Write): void {
  const key = keyOf(nodeId, bin);
  const before = book.ranBefore.get(key);
  if (before && book.activatedAt.has(key)) return;
  const { saidRunning, lastRunning, everHeard, sha256 } = books.node(nodeId, bin);
  // A seed agent that is up to date says nothing: what it was given before is what it runs.
  const isSeed = books.protocolOf.get(nodeId) === 'seed';
  const said = isSeed ? [lastRunning ?? sha256] : [saidRunning, lastRunning, ...everHeard];
  book.ranBefore.set(key, new Set([...(before ?? []), ...said]));
}

/** I21: only nodes of waves that were opened; whether they were opened rightly is judged when they are. */
function judgeWave(books: Books, book: ReleaseBook, wave: number): void {
  const opened = book.steps
    .slice(0, book.step + 1)
    .flatMap((step) => (step.kind === 'wave' ? [step.wave] : []));
  if (wave > Math.max(-1, ...opened))
    books.blame('I21', `${book.id} asked wave ${wave} at step ${book.step}`);
}
