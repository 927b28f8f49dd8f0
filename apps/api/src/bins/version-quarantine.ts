import { Injectable } from '@nestjs/common';
import { AuditLog, SYSTEM } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { Realtime } from '../realtime/index.js';
import { BinsRepository } from './bins.repository.js';
import { VersionsRepository } from './versions.repository.js';

/** Withdraws a version that is not what it says, with nobody asking for it. A person may restore it, who answers for that. */
@Injectable()
export class VersionQuarantine {
  constructor(
    private readonly clock: Clock,
    private readonly bins: BinsRepository,
    private readonly versions: VersionsRepository,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  async withdraw(tx: Tx, binName: string, version: string, reason: string): Promise<void> {
    const bin = await this.bins.find(tx, binName);
    if (!bin) return;
    const row = await this.versions.lock(tx, bin.id, version);
    if (row.withdrawnAt !== null) return;
    await this.versions.setWithdrawn(tx, row.id, {
      withdrawnAt: this.clock.now(),
      withdrawnBy: null,
      withdrawReason: reason,
    });
    const { id, name, projectId } = bin;
    await this.audit.record(tx, {
      ...{ actor: SYSTEM, action: 'version.withdrawn', projectId, reason, data: { version } },
      subject: { type: 'bin', id, name },
    });
    await this.realtime.publish(tx, { topic: 'bin', id, projectId, patch: { name } });
  }
}
