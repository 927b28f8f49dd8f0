import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { DomainError } from '../../platform/http/index.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { InstancesRepository } from './instances.repository.js';

@Injectable()
export class QuarantineService {
  constructor(
    private readonly changes: NodeChanges,
    private readonly instances: InstancesRepository,
    private readonly listeners: ReportListeners,
  ) {}

  /** A person says that only one agent speaks now; should there still be two, they are found again. */
  async clear(actor: Actor, nodeId: string, reason: string | null): Promise<void> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx) => {
        if (!(await this.instances.clear(tx, nodeId))) {
          throw new DomainError('conflict', 'NODE_NOT_QUARANTINED', {
            en: 'This node is in no quarantine.',
            zh: '此节点不在隔离中。',
          });
        }
        await this.listeners.tell(tx, { changed: [], cameBack: [nodeId] });
        return { result: undefined, told: { action: 'node.quarantine_cleared', reason } };
      },
    });
  }
}
