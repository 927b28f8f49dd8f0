import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound, type Page } from '../../platform/http/index.js';
import { Baselines } from '../desired/baselines.repository.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { MembershipsRepository } from './memberships.repository.js';
import type { Node, NodeEvent, NodePage, NodeSummary } from './node.dto.js';
import { NodeChanges } from './node-changes.js';
import { NodeEventsReadModel } from './node-events.read-model.js';
import { NodeListReadModel } from './node-list.read-model.js';
import type { ChangeNode, NewMembership, NodeListQuery, RegisterNode } from './node-request.dto.js';
import { NodesRepository } from './nodes.repository.js';

@Injectable()
export class NodesService {
  constructor(
    private readonly database: Database,
    private readonly nodeList: NodeListReadModel,
    private readonly eventList: NodeEventsReadModel,
    private readonly nodes: NodesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly baselines: Baselines,
    private readonly changes: NodeChanges,
    private readonly listeners: ReportListeners,
  ) {}

  list(actor: Actor, query: NodeListQuery): Promise<NodePage> {
    return this.nodeList.list(actor.visibleProjectIds, query);
  }

  summary(actor: Actor, projectId: string | undefined): Promise<NodeSummary> {
    return this.nodeList.summary(actor.visibleProjectIds, projectId);
  }

  events(
    actor: Actor,
    nodeId: string,
    page: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<NodeEvent>> {
    return this.eventList.list(actor.visibleProjectIds, nodeId, page);
  }

  async get(actor: Actor, nodeId: string): Promise<Node> {
    const node = await this.nodeList.get(actor.visibleProjectIds, nodeId);
    if (!node) throw notFound('node');
    return node;
  }

  async register(actor: Actor, request: RegisterNode): Promise<Node> {
    const { memberships = [], lifecycle = 'active', labels = {}, arch = null } = request;
    const id = request.id ?? randomUUID();
    const name = request.name.trim();
    await this.database.transaction(async (tx) => {
      await this.requirePlaces(tx, actor, memberships);
      const node = { id, name, isNamedByPeople: true, arch, labels, lifecycle, enrolmentTokenId: null };
      const [isNew] = await this.nodes.insert(tx, [node]);
      if (!isNew)
        throw new DomainError('conflict', 'NODE_EXISTS', {
          en: 'There is a node with this id already; ids are never given twice.',
          zh: '已有此编号的节点，编号不会重复使用。',
        });
      await this.memberships.put(
        tx,
        memberships.map((place) => ({ nodeId: id, ...place })),
      );
      await this.baselines.giveTo(tx, [id]);
      const projectIds = memberships.map(({ projectId }) => projectId);
      await this.changes.tell(
        tx,
        actor,
        { id, name, projectIds },
        { action: 'node.registered', data: { labels, lifecycle } },
      );
    });
    return this.get(actor, id);
  }

  async change(actor: Actor, nodeId: string, request: ChangeNode): Promise<Node> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx, before) => {
        const { name, labels, arch } = request;
        await this.nodes.change(tx, nodeId, { name: name?.trim(), labels, arch });
        const to = {
          ...(name === undefined ? {} : { name: name.trim() }),
          ...(labels === undefined ? {} : { labels }),
          ...(arch === undefined ? {} : { arch }),
        };
        const from = {
          ...(name === undefined ? {} : { name: before.name }),
          ...(labels === undefined ? {} : { labels: before.labels }),
          ...(arch === undefined ? {} : { arch: before.arch }),
        };
        return { result: undefined, told: { action: 'node.changed', data: { from, to } } };
      },
    });
    return this.get(actor, nodeId);
  }

  /** One environment per project: a node that served another one of it changes over. */
  async join(actor: Actor, nodeId: string, projectId: string, environmentId: string): Promise<Node> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx) => {
        await this.requirePlaces(tx, actor, [{ projectId, environmentId }]);
        const from = await this.memberships.environmentOf(tx, nodeId, projectId);
        await this.memberships.put(tx, [{ nodeId, projectId, environmentId }]);
        await this.baselines.giveTo(tx, [nodeId]);
        await this.listeners.tell(tx, { changed: [], cameBack: [nodeId] });
        return {
          result: undefined,
          told: { action: 'node.joined', data: { projectId, from, to: environmentId }, projectId },
        };
      },
    });
    return this.get(actor, nodeId);
  }

  async leave(actor: Actor, nodeId: string, projectId: string): Promise<void> {
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx) => {
        actor.require('node.operate', projectId);
        const from = await this.memberships.environmentOf(tx, nodeId, projectId);
        if (!(await this.memberships.remove(tx, nodeId, projectId))) throw notFound('membership');
        const data = { projectId, from, to: null };
        return { result: undefined, told: { action: 'node.left', data, projectId } };
      },
    });
  }

  private async requirePlaces(tx: Tx, actor: Actor, places: readonly NewMembership[]): Promise<void> {
    for (const { projectId } of places) actor.require('node.operate', projectId);
    const known = await this.memberships.projectsOf(
      tx,
      places.map(({ environmentId }) => environmentId),
    );
    const wrong = places.find(({ projectId, environmentId }) => known.get(environmentId) !== projectId);
    if (wrong)
      throw invalidField('environmentId', 'unknown_environment', {
        en: 'The project has no such environment.',
        zh: '项目中没有该环境。',
      });
  }
}
