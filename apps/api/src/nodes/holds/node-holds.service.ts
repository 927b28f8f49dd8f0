import { Injectable } from '@nestjs/common';
import { BinCatalog } from '../../bins/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import { NodeChanges } from '../fleet/node-changes.js';
import { ReportListeners } from '../observed/report-listeners.js';
import { hasLeft, LIFECYCLE_ZH } from '../rules/lifecycle.js';
import type { Lifecycle } from '../rules/node-words.js';
import type { Hold, HoldListQuery, HoldPage, HoldRequest } from './hold.dto.js';
import { toHold, NodeHoldsReadModel } from './node-holds.read-model.js';
import { NodeHoldsRepository } from './node-holds.repository.js';

/** A held node keeps what it runs: releases pass it by, and what is decided meanwhile it is told when the hold ends. */
@Injectable()
export class NodeHoldsService {
  constructor(
    private readonly changes: NodeChanges,
    private readonly holds: NodeHoldsRepository,
    private readonly holdList: NodeHoldsReadModel,
    private readonly catalog: BinCatalog,
    private readonly listeners: ReportListeners,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, nodeId: string, query: HoldListQuery): Promise<HoldPage> {
    return this.holdList.list(actor.visibleProjectIds, nodeId, query);
  }

  async hold(actor: Actor, nodeId: string, request: HoldRequest): Promise<Hold> {
    const until = this.endOf(request);
    const reason = request.reason.trim();
    const id = await this.changes.apply({
      actor,
      nodeId,
      work: async (tx, node) => {
        if (hasLeft(node.lifecycle)) throw nodeLeft(node.lifecycle);
        const binId =
          request.bin === undefined ? null : await this.binOf(tx, actor, node.projectIds, request.bin);
        const by = { id: actor.id, name: actor.name };
        const put = await this.holds.put(tx, { nodeId, binId, reason, until, by });
        const before = { reason: put.reasonBefore, until: put.untilBefore };
        const data = {
          holdId: put.id,
          bin: request.bin ?? null,
          until,
          ...(put.isNew ? {} : { from: before, to: { reason, until } }),
        };
        const action = put.isNew ? 'node.held' : 'node.hold_changed';
        return { result: put.id, told: { action, reason, data } };
      },
    });
    const row = await this.holdList.get(nodeId, id);
    if (!row) throw notFound('hold');
    return toHold(row);
  }

  async lift(actor: Actor, nodeId: string, holdId: string): Promise<void> {
    const row = await this.holdList.get(nodeId, holdId);
    if (!row) throw notFound('hold');
    if (row.projectId !== null) actor.require('node.operate', row.projectId);
    await this.changes.apply({
      actor,
      nodeId,
      work: async (tx) => {
        if (!(await this.holds.lift(tx, nodeId, holdId, actor.name))) throw holdEnded();
        await this.listeners.tell(tx, { changed: [], cameBack: [nodeId] });
        const data = { holdId, bin: row.bin };
        return { result: undefined, told: { action: 'node.hold_lifted', data } };
      },
    });
  }

  private endOf({ until }: HoldRequest): Date | null {
    if (until === undefined || until === null) return null;
    const end = new Date(until);
    if (end.getTime() > this.clock.millis()) return end;
    throw invalidField('until', 'not_in_future', {
      en: 'A hold ends in the future; leave `until` out for no end.',
      zh: '锁定的结束时间必须晚于现在；不写 `until` 则不设期限。',
    });
  }

  private async binOf(tx: Tx, actor: Actor, projectIds: readonly string[], name: string): Promise<string> {
    const bin = await this.catalog.findBin(tx, name);
    if (!bin || !projectIds.includes(bin.projectId)) {
      throw invalidField('bin', 'unknown_bin', {
        en: 'The node serves no project with a bin of this name.',
        zh: '此节点所属的项目中没有该名称的程序。',
      });
    }
    actor.require('node.operate', bin.projectId);
    return bin.id;
  }
}

function nodeLeft(lifecycle: Lifecycle): DomainError {
  return new DomainError('conflict', 'NODE_RETIRED', {
    en: `This node is ${lifecycle}; nothing changes it any more, so there is nothing to hold.`,
    zh: `此节点${LIFECYCLE_ZH[lifecycle]}，不会再被更改，无需锁定。`,
  });
}

function holdEnded(): DomainError {
  return new DomainError('conflict', 'HOLD_ENDED', {
    en: 'This hold has ended already.',
    zh: '该锁定已经结束。',
  });
}
