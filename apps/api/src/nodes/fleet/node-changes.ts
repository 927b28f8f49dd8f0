import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { Realtime } from '../../realtime/index.js';
import { NodeSignals } from '../desired/node-signals.js';
import { NodeStates } from '../desired/node-states.js';
import { NodeEventsRepository } from '../observed/node-events.repository.js';
import { NodesRepository, type LockedNode } from './nodes.repository.js';

export interface Told {
  readonly action: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null;
  /** The project that the change is about, when it is about one. */
  readonly projectId?: string;
}

export interface NodeChange<T> {
  readonly actor: Actor;
  readonly nodeId: string;
  /** Undefined for `told`: nothing changed, so nobody is told. */
  readonly work: (
    tx: Tx,
    node: LockedNode,
  ) => Promise<{ readonly result: T; readonly told?: Told | undefined }>;
}

/** What every change that a person makes to a node has in common: lock, change, record, tell. */
@Injectable()
export class NodeChanges {
  constructor(
    private readonly database: Database,
    private readonly nodes: NodesRepository,
    private readonly events: NodeEventsRepository,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
    private readonly signals: NodeSignals,
    private readonly states: NodeStates,
  ) {}

  async apply<T>({ actor, nodeId, work }: NodeChange<T>): Promise<T> {
    const result = await this.database.transaction(async (tx) => {
      const node = await this.nodes.lock(tx, nodeId);
      if (!node) throw notFound('node');
      const done = await work(tx, node);
      if (done.told) await this.tell(tx, actor, node, done.told);
      return done.result;
    });
    this.states.forget([nodeId]);
    return result;
  }

  async tell(
    tx: Tx,
    actor: AuditActor,
    node: Pick<LockedNode, 'id' | 'name' | 'projectIds'>,
    told: Told,
  ): Promise<void> {
    const { action, data = {}, reason = null, projectId = node.projectIds[0] ?? null } = told;
    const who: AuditActor = { kind: actor.kind, id: actor.id, name: actor.name };
    await this.audit.record(tx, {
      actor: who,
      action,
      subject: { type: 'node', id: node.id, name: node.name },
      projectId,
      reason,
      data,
    });
    await this.events.append(tx, [
      {
        nodeId: node.id,
        binId: null,
        kind: action,
        generation: null,
        attempt: null,
        seq: null,
        phase: null,
        durationMs: null,
        error: null,
        saidAt: null,
        data: {
          ...data,
          ...(actor.kind === 'system' ? {} : { by: actor.name }),
          ...(reason === null ? {} : { reason }),
        },
      },
    ]);
    await this.signals.nodesChanged(tx, [node.id]);
    for (const id of new Set([...node.projectIds, projectId]))
      await this.realtime.publish(tx, { topic: 'node', id: node.id, projectId: id });
  }
}
