import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { requestOrigin } from '../platform/http/index.js';
import type { AuditRecord } from './audit-record.js';
import { ChainWriter, type NewEntry } from './chain/chain-writer.js';

@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly writer: ChainWriter,
  ) {}

  /** Written at the end of the transaction of the change itself, so that there is never one without the other. */
  record(tx: Tx, record: AuditRecord): Promise<void> {
    this.database.last(tx, this.writer, this.entryOf(record));
    return Promise.resolve();
  }

  private entryOf({ actor, subject, ...record }: AuditRecord): NewEntry {
    const { kind, id, name } = actor;
    // What the console does by itself, it does for no request, whoever's request woke it.
    const origin = kind === 'system' ? undefined : requestOrigin();
    return {
      at: this.clock.now().toISOString(),
      actor: { kind, id, name },
      action: record.action,
      subject: { type: subject.type, id: subject.id, name: subject.name ?? null },
      projectId: record.projectId ?? null,
      reason: record.reason ?? null,
      data: record.data ?? {},
      requestId: origin?.requestId ?? null,
      address: origin?.address ?? null,
      userAgent: origin?.userAgent ?? null,
    };
  }
}
