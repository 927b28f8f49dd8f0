import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuditLog, SYSTEM, type AuditActor } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Realtime } from '../../realtime/index.js';
import type { Damage } from './blob-check.entity.js';
import { BlobChecksRepository } from './blob-checks.repository.js';
import { BlobReferences } from './blob-references.repository.js';
import { BLOB_STORE, type BlobStore } from './blob-store.js';

/** What somebody read: of which stored file, and what was wrong with it. */
export interface Finding {
  /** Undefined when there was no file. */
  readonly identity: string | undefined;
  readonly damage: Damage | null;
}

/** Keeps which stored files are not what was uploaded, and says so once. */
@Injectable()
export class BlobHealth {
  private readonly logger = new Logger('artifacts');

  constructor(
    @Inject(BLOB_STORE) private readonly store: BlobStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly checks: BlobChecksRepository,
    private readonly references: BlobReferences,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  /** Counts only when the file is still the one that was read: somebody may have uploaded it again meanwhile. */
  async found(sha256: string, { identity, damage }: Finding): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.references.lock(tx, sha256);
      if ((await this.currentIdentity(sha256)) !== identity) return;
      const before = await this.checks.find(tx, sha256);
      const now = this.clock.now();
      const damagedAt = damage ? (before?.damagedAt ?? now) : null;
      await this.checks.save(tx, { sha256, checkedAt: now, damage, damagedAt });
      if (damage && !before?.damage) await this.tell(tx, SYSTEM, 'artifact.damaged', sha256, damage);
      if (!damage && before?.damage) await this.tell(tx, SYSTEM, 'artifact.repaired', sha256, before.damage);
    });
    if (damage)
      this.logger.error(
        `artifact ${sha256} is ${damage}; it is not served until the same file is uploaded again`,
      );
  }

  /** The same bytes were uploaded again, and lie in the store. The caller has locked the blob. */
  async replaced(tx: Tx, sha256: string, actor: AuditActor): Promise<void> {
    const before = await this.checks.find(tx, sha256);
    if (!before?.damage) return;
    await this.checks.save(tx, { sha256, checkedAt: this.clock.now(), damage: null, damagedAt: null });
    await this.tell(tx, actor, 'artifact.repaired', sha256, before.damage);
  }

  private async currentIdentity(sha256: string): Promise<string | undefined> {
    const blob = await this.store.open(sha256);
    await blob?.close();
    return blob?.identity;
  }

  private async tell(
    tx: Tx,
    actor: AuditActor,
    action: string,
    sha256: string,
    damage: Damage,
  ): Promise<void> {
    for (const { binId, binName, projectId, versions } of await this.checks.ownersOf(tx, sha256)) {
      const subject = { type: 'bin', id: binId, name: binName };
      await this.audit.record(tx, { actor, action, subject, projectId, data: { sha256, versions, damage } });
      await this.realtime.publish(tx, { topic: 'bin', id: binId, projectId, patch: { name: binName } });
    }
  }
}
