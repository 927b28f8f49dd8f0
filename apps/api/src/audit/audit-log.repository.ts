import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { requestOrigin, type RequestOrigin } from '../platform/http/index.js';
import type { AuditActor, AuditRecord, RecordedActor } from './audit-record.js';
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
    // What the console does by itself, it does for no request, whoever's request woke it.
    const origin = actor.kind === 'system' ? undefined : requestOrigin();
    return {
      at: this.clock.now().toISOString(),
      actor: actorOf(actor, origin),
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

function actorOf({ kind, id, name }: AuditActor, origin: RequestOrigin | undefined): RecordedActor {
  const through = origin?.token;
  if (kind !== 'user' || !through || through.ownerId !== id) return { kind, id, name, token: null };
  return { kind: 'token', id, name, token: { id: through.id, name: through.name } };
}
