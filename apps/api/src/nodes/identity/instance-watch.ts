import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { NodeChanges } from '../fleet/node-changes.js';
import type { NodeReport } from '../observed/node-report.js';
import { isCloned, noteInstance, type InstanceMemory } from '../rules/instances.js';
import { InstancesRepository, type KnownInstances } from './instances.repository.js';

/** Notices that two agents speak in one node's name, for example after a machine was cloned. */
@Injectable()
export class InstanceWatch {
  constructor(
    private readonly instances: InstancesRepository,
    private readonly changes: NodeChanges,
    private readonly clock: Clock,
  ) {}

  /** Before the facts of these reports are saved. Answers with the nodes that nothing is believed of from now on. */
  async note(tx: Tx, reports: readonly NodeReport[]): Promise<readonly string[]> {
    const said = namesIn(reports);
    if (said.size === 0) return [];
    const known = await this.instances.lock(tx, [...said.keys()]);
    const noted = known.map((node) => ({ node, memory: this.after(node, said.get(node.nodeId) ?? []) }));
    const news = noted.filter(({ node, memory }) => memory !== node);
    await this.instances.save(
      tx,
      news.map(({ node, memory }) => ({ nodeId: node.nodeId, memory })),
    );
    const cloned = news.filter(({ node, memory }) => isCloned(memory) && !node.isQuarantined);
    if (cloned.length > 0)
      await this.quarantine(
        tx,
        cloned.map(({ node }) => node),
      );
    return cloned.map(({ node }) => node.nodeId);
  }

  private after(node: KnownInstances, said: readonly string[]): InstanceMemory {
    const now = this.clock.millis();
    return said.reduce<InstanceMemory>((memory, name) => noteInstance(memory, name, now), node);
  }

  private async quarantine(tx: Tx, nodes: readonly KnownInstances[]): Promise<void> {
    await this.instances.quarantine(
      tx,
      nodes.map(({ nodeId }) => nodeId),
    );
    for (const { nodeId, name, projectIds } of nodes)
      await this.changes.tell(tx, SYSTEM, { id: nodeId, name, projectIds }, { action: 'node.quarantined' });
  }
}

/** In the order in which they were said. */
function namesIn(reports: readonly NodeReport[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { nodeId, facts } of reports) {
    if (!facts?.agentInstance) continue;
    const known = names.get(nodeId);
    if (known) known.push(facts.agentInstance);
    else names.set(nodeId, [facts.agentInstance]);
  }
  return names;
}
