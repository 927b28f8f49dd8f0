import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { LastWriter, Tx } from '../../platform/database/index.js';
import { SYSTEM } from '../audit-record.js';
import { AuditSeals } from './audit-seals.js';
import { chainHash, type EntryContent } from './chain-hash.js';
import type { ChainHead, SealedHead } from './chain-head.js';
import { ChainRepository, type ChainedEntry } from './chain.repository.js';

/** An entry that has no id yet: ids have the order of the chain. */
export type NewEntry = Omit<EntryContent, 'id'>;

/** What the entry `audit.sealed` says of the head that nobody could prove any more. */
export interface FoundHead {
  readonly removed: number;
  readonly removedHash: string;
  readonly unsealed: number;
  readonly count: number;
  readonly hash: string;
  readonly seal: string | null;
}

export const SEALED = 'audit.sealed';

/** Puts the entries of a transaction at the end of the chain: the last thing that the transaction does. */
@Injectable()
export class ChainWriter implements LastWriter<NewEntry> {
  constructor(
    private readonly chain: ChainRepository,
    private readonly seals: AuditSeals,
    private readonly clock: Clock,
  ) {}

  /** Of nothing at all it only makes sure that the head is proven. */
  async writeLast(tx: Tx, items: readonly NewEntry[]): Promise<void> {
    const { head, ids } = await this.chain.lockHead(tx, items.length + 1);
    const isProven = this.seals.provesHead(head, head.seal);
    const entries = isProven ? items : [this.sealedAnew(head), ...items];
    if (entries.length === 0) return;
    const chained: ChainedEntry[] = [];
    let { count, hash } = head;
    for (const [index, entry] of entries.entries()) {
      const content = { ...(JSON.parse(JSON.stringify(entry)) as NewEntry), id: ids[index] ?? '' };
      count += 1;
      hash = chainHash(hash, content);
      chained.push({ ...content, seq: count, hash, seal: this.seals.ofEntry(count, hash) });
    }
    const after: ChainHead = { ...head, count, hash };
    await this.chain.append(tx, chained, after, this.seals.ofHead(after));
  }

  /** A head that can't be proven is not made right by going on from it: the chain says for good what was found. */
  private sealedAnew({ removedHash, hash, seal, ...head }: SealedHead): NewEntry {
    const found: FoundHead = {
      ...head,
      removedHash: removedHash.toString('hex'),
      hash: hash.toString('hex'),
      seal: seal?.toString('hex') ?? null,
    };
    return {
      at: this.clock.now().toISOString(),
      actor: { ...SYSTEM, token: null },
      action: SEALED,
      subject: { type: 'audit', id: 'chain', name: null },
      projectId: null,
      reason: null,
      data: { ...found },
      requestId: null,
      address: null,
      userAgent: null,
    };
  }
}
