import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DesiredStateRepository, type DesiredChange } from '../desired/desired-state.repository.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { chooseEnforced, pauseAfterMs } from '../rules/enforcement.js';
import { DriftFindingsRepository } from './drift-findings.repository.js';
import { DriftPoliciesRepository } from './drift-policies.repository.js';
import { EnforceableReadModel, type EnforceableFinding } from './enforceable.read-model.js';

/** Asks drifted nodes once more for what they should run, few at a time, where the environment wants it so. */
@Injectable()
export class DriftEnforcer {
  constructor(
    private readonly database: Database,
    private readonly policies: DriftPoliciesRepository,
    private readonly enforceable: EnforceableReadModel,
    private readonly findings: DriftFindingsRepository,
    private readonly desired: DesiredStateRepository,
    private readonly changes: NodeChanges,
    private readonly clock: Clock,
  ) {}

  async enforce(): Promise<void> {
    for (const environmentId of await this.policies.enforcedIds(this.database.reader))
      await this.database.transaction((tx) => this.enforceIn(tx, environmentId));
  }

  private async enforceIn(tx: Tx, environmentId: string): Promise<void> {
    const policy = await this.policies.tryLockEnforced(tx, environmentId);
    if (!policy) return;
    const now = this.clock.millis();
    const open = await this.enforceable.openIn(tx, environmentId, new Date(now));
    const chosen = chooseEnforced(open, policy.maxAtOnce, now);
    if (chosen.length === 0) return;
    const { applied } = await this.desired.apply(tx, chosen.map(onceMore));
    const done = new Map(applied.map(({ nodeId, binId, generation }) => [`${nodeId}\n${binId}`, generation]));
    const asked = chosen.flatMap((finding) => {
      const generation = done.get(`${finding.nodeId}\n${finding.binId}`);
      return generation === undefined ? [] : [{ ...finding, generation }];
    });
    await this.findings.noteAttempts(
      tx,
      asked.map(({ id, generation, attempts }) => ({
        id,
        generation,
        nextAttemptAt: new Date(now + pauseAfterMs(attempts + 1)),
      })),
    );
    for (const finding of asked) await this.tell(tx, finding);
  }

  private async tell(tx: Tx, finding: EnforceableFinding): Promise<void> {
    const { id, nodeId, nodeName, bin, projectId, projectIds, attempts } = finding;
    const node = { id: nodeId, name: nodeName, projectIds };
    const data = { findingId: id, bin, attempt: attempts + 1 };
    await this.changes.tell(tx, SYSTEM, node, { action: 'node.drift_enforced', projectId, data });
  }
}

function onceMore(finding: EnforceableFinding): DesiredChange {
  const { nodeId, binId, generation, sha256, versionId, action, source, releaseId } = finding;
  return {
    nodeId,
    binId,
    expectedGeneration: generation,
    sha256,
    versionId,
    action,
    source,
    releaseId,
    reason: 'asked for again, because the host had changed',
  };
}
