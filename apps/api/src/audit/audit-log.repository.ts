import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';

export interface AuditActor {
  readonly kind: 'user' | 'node' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** Who acts when no person or node does. */
export const SYSTEM: AuditActor = { kind: 'system', id: null, name: 'Release Console' };

export interface AuditRecord {
  readonly actor: AuditActor;
  /** Past tense below its subject, for example `release.promoted`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly name?: string };
  /** Who may read the entry; absent or null for what concerns no project: admins only. */
  readonly projectId?: string | null;
  readonly reason?: string | null;
  /** What changed, as plain JSON; never a secret. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const INSERT = `
  INSERT INTO audit_entries (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, subject_name, project_id, reason, data)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** In the transaction of the change itself, so that there is never one without the other. */
  async record(tx: Tx, record: AuditRecord): Promise<void> {
    const { actor, subject } = record;
    await tx.query(INSERT, [
      this.clock.now(),
      actor.kind,
      actor.id,
      actor.name,
      record.action,
      subject.type,
      subject.id,
      subject.name ?? null,
      record.projectId ?? null,
      record.reason ?? null,
      record.data ?? {},
    ]);
  }
}
