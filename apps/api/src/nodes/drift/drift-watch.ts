import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { DriftEnforcer } from './drift-enforcer.js';
import { DriftFindingsRepository, type FindingNews } from './drift-findings.repository.js';

const ROUND_MS = 10_000;

/** Opens and closes findings by what is stored, so nothing is lost with a process, and puts back what may be put back. */
@Injectable()
export class DriftWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('drift');
  private readonly rounds = new Rounds(
    ROUND_MS,
    () => this.lookOnce(),
    ({ message }) => this.logger.warn(`drift not looked at: ${message}`),
  );

  constructor(
    private readonly database: Database,
    private readonly findings: DriftFindingsRepository,
    private readonly enforcer: DriftEnforcer,
    private readonly changes: NodeChanges,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  look(): Promise<void> {
    return this.rounds.now();
  }

  private async lookOnce(): Promise<void> {
    await this.database.transaction((tx) => this.closeAndOpen(tx));
    await this.enforcer.enforce();
  }

  private async closeAndOpen(tx: Tx): Promise<void> {
    const now = this.clock.now();
    for (const closed of await this.findings.close(tx, now))
      await this.tell(tx, closed, 'node.drift_ended', { how: closed.closedHow });
    for (const opened of await this.findings.open(tx, now)) await this.tell(tx, opened, 'node.drifted', {});
  }

  private async tell(
    tx: Tx,
    finding: FindingNews,
    action: string,
    data: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { id, nodeId, nodeName, bin, projectId, projectIds } = finding;
    const node = { id: nodeId, name: nodeName, projectIds };
    await this.changes.tell(tx, SYSTEM, node, {
      action,
      projectId,
      data: { findingId: id, bin, ...data },
    });
  }
}
