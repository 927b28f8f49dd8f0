import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { AuditSeals } from './audit-seals.js';
import { chainHash } from './chain-hash.js';
import type { SealedHead } from './chain-head.js';
import { ChainRepository, type ChainedEntry } from './chain.repository.js';
import { SEALED, type FoundHead } from './chain-writer.js';

const PAGE = 1_000;

export const FAULTS = [
  'changed',
  'removed',
  'inserted',
  'reordered',
  'tail_cut',
  'unproven',
  'head_changed',
  'head_missing',
  'not_what_was_noted',
] as const;

export interface ChainFault {
  readonly kind: (typeof FAULTS)[number];
  /** Number of the first entry that is not as the console wrote it; null when it is the head. */
  readonly seq: number | null;
  /** What stands at that place now, if anything does. */
  readonly entry: ChainedEntry | null;
}

/** What somebody wrote down of an earlier verdict. */
export interface NotedHead {
  readonly count: number;
  readonly hash: string;
}

export interface ChainVerdict {
  readonly fault: ChainFault | null;
  /** So many entries were read and found right. */
  readonly entries: number;
  readonly removed: number;
  readonly count: number;
  readonly hash: string;
  readonly unsealed: number;
  /** When the console began to seal; null when retention has removed the entry that says so. */
  readonly sealedSince: string | null;
  readonly checkedAt: string;
}

interface Walk {
  readonly tx: Tx;
  readonly head: SealedHead;
  readonly noted: readonly NotedHead[];
  /** The last entry that is right. */
  seq: number;
  hash: Buffer;
  sealedSince: string | null;
}

/** Reads the whole chain as it is at one moment, page by page, and stops at the first entry that is not right. */
@Injectable()
export class ChainVerifier {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly chain: ChainRepository,
    private readonly seals: AuditSeals,
  ) {}

  verify(noted: readonly NotedHead[] = []): Promise<ChainVerdict> {
    return this.database.transaction(async (tx) => {
      await this.chain.standStill(tx);
      const checkedAt = this.clock.now().toISOString();
      const head = await this.chain.head(tx);
      if (!head) return { ...NOTHING, checkedAt };
      const { removed, removedHash, count, hash, unsealed } = head;
      const walk: Walk = { tx, head, noted, seq: removed, hash: removedHash, sealedSince: null };
      const fault = await this.walk(walk);
      return {
        fault,
        entries: walk.seq - removed,
        removed,
        count,
        hash: hash.toString('hex'),
        unsealed,
        sealedSince: walk.sealedSince,
        checkedAt,
      };
    });
  }

  private async walk(walk: Walk): Promise<ChainFault | null> {
    for (;;) {
      const page = await this.chain.after(walk.tx, walk.seq, PAGE);
      for (const entry of page) {
        const fault = await this.step(walk, entry);
        if (fault) return fault;
      }
      if (page.length < PAGE) return this.end(walk);
    }
  }

  private async step(walk: Walk, entry: ChainedEntry): Promise<ChainFault | null> {
    const seq = walk.seq + 1;
    const isInPlace = entry.seq === seq;
    const follows = isInPlace && chainHash(walk.hash, entry).equals(entry.hash);
    const isProven = seq <= walk.head.unsealed || this.seals.provesEntry(seq, entry.hash, entry.seal);
    if (!follows) return this.name(walk, entry, isInPlace && isProven && seq > walk.head.unsealed);
    if (seq > walk.head.count && !isProven) return { kind: 'inserted', seq, entry };
    if (!isProven) return { kind: await this.kindOfUnproven(walk, entry), seq, entry };
    if (entry.action === SEALED && seq > walk.head.unsealed && !this.isSealedRightly(walk, entry))
      return { kind: 'head_changed', seq, entry };
    if (walk.noted.some(({ count, hash }) => count === seq && hash !== entry.hash.toString('hex')))
      return { kind: 'not_what_was_noted', seq, entry };
    walk.seq = seq;
    walk.hash = entry.hash;
    return null;
  }

  private end({ head, noted, seq, hash }: Walk): ChainFault | null {
    if (seq < head.count) return { kind: 'tail_cut', seq: seq + 1, entry: null };
    // Entries of ours that the head does not know: the head is an older one.
    const isHead = seq === head.count && hash.equals(head.hash);
    if (!isHead || !this.seals.provesHead(head, head.seal))
      return { kind: 'head_changed', seq: null, entry: null };
    if (noted.some(({ count }) => count > head.count))
      return { kind: 'not_what_was_noted', seq: head.count + 1, entry: null };
    return null;
  }

  /** The right entry of this place may stand elsewhere; then something was put before it, or entries changed places. */
  private async name(walk: Walk, entry: ChainedEntry, isHashOurs: boolean): Promise<ChainFault> {
    const seq = walk.seq + 1;
    const here = entry.seq === seq ? entry : null;
    if (isHashOurs) return { kind: 'changed', seq, entry: here };
    const isElsewhere = await this.isAnywhere(walk);
    if (!here) return { kind: isElsewhere ? 'reordered' : 'removed', seq, entry: null };
    const surplus = (await this.chain.countEntries(walk.tx)) - (walk.head.count - walk.head.removed);
    if (isElsewhere) return { kind: surplus > 0 ? 'inserted' : 'reordered', seq, entry };
    return { kind: surplus < 0 ? 'removed' : 'changed', seq, entry };
  }

  private async isAnywhere({ tx, seq, hash }: Walk): Promise<boolean> {
    for (let after = seq; ;) {
      const page = await this.chain.after(tx, after, PAGE);
      if (page.some((entry) => chainHash(hash, entry).equals(entry.hash))) return true;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return false;
      after = last.seq;
    }
  }

  /** All from here on made anew, by a stranger or under another key; or this one entry alone. */
  private async kindOfUnproven({ tx }: Walk, entry: ChainedEntry): Promise<'unproven' | 'changed'> {
    const [next] = await this.chain.after(tx, entry.seq, 1);
    if (!next) return 'unproven';
    const isRight = this.seals.provesEntry(next.seq, next.hash, next.seal);
    return isRight || !chainHash(entry.hash, next).equals(next.hash) ? 'changed' : 'unproven';
  }

  /** Once for what is older than seals, and wherever a key that is now known again had been lost. */
  private isSealedRightly(walk: Walk, { seq, at, data }: ChainedEntry): boolean {
    const found = data as unknown as FoundHead;
    const { head } = walk;
    if (found.seal === null && seq === head.unsealed + 1) {
      walk.sealedSince = at;
      return true;
    }
    const before = { removed: found.removed, unsealed: found.unsealed, count: found.count };
    const removedHash = Buffer.from(found.removedHash, 'hex');
    const seal = found.seal === null ? null : Buffer.from(found.seal, 'hex');
    return (
      this.seals.provesHead({ ...before, removedHash, hash: walk.hash }, seal) && found.count === seq - 1
    );
  }
}

const NOTHING: Omit<ChainVerdict, 'checkedAt'> = {
  fault: { kind: 'head_missing', seq: null, entry: null },
  entries: 0,
  removed: 0,
  count: 0,
  hash: '',
  unsealed: 0,
  sealedSince: null,
};
