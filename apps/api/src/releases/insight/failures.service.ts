import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { ReleaseViewsService } from '../release-views.service.js';
import { FailureGroups, keyOfSignature, signatureOfTarget } from './failure-groups.js';
import type { Signature } from './failure-signature.js';
import { FailuresReadModel } from './failures.read-model.js';
import type { FailureGroupNodesDto, FailureGroupsDto, TargetDetailDto } from './insight.dto.js';
import { TargetTimelineReadModel } from './target-timeline.read-model.js';

const MOST_IDS = 10_000;

/** What went wrong in a release: over all its nodes, and on one. */
@Injectable()
export class FailuresService {
  constructor(
    private readonly database: Database,
    private readonly failures: FailuresReadModel,
    private readonly timelines: TargetTimelineReadModel,
    private readonly views: ReleaseViewsService,
  ) {}

  async groups(id: string): Promise<FailureGroupsDto> {
    const tx = this.database.reader;
    const groups = new FailureGroups();
    for await (const target of this.failures.failed(tx, id)) groups.add(target);
    const asked = await this.failures.asked(tx, id);
    const result = groups.result(asked, await this.failures.askedWith(tx, id, groups.candidates()));
    return {
      asked,
      failed: result.reduce((sum, { count }) => sum + count, 0),
      groups: result.map(({ nodes, shared, ...group }) => ({
        ...group,
        key: keyOf(group),
        statuses: { ...group.statuses },
        nodes: nodes.map(({ nodeId, nodeName }) => ({ id: nodeId, name: nodeName })),
        shared: [...shared],
      })),
    };
  }

  /** What went into the group for the rest can't be told by its words, so it has no list. */
  async nodesOf(id: string, key: string): Promise<FailureGroupNodesDto> {
    // Whoever acts on what an action takes at once, again and again, gets to the end of them.
    const [open, others]: [string[], string[]] = [[], []];
    for await (const target of this.failures.failed(this.database.reader, id))
      if (keyOf(signatureOfTarget(target)) === key) (target.isOpen ? open : others).push(target.nodeId);
    const all = [...open, ...others];
    if (all.length === 0) throw notFound('group of failures');
    return { nodeIds: all.slice(0, MOST_IDS), isCut: all.length > MOST_IDS };
  }

  async target(id: string, nodeId: string): Promise<TargetDetailDto> {
    const target = await this.views.target(id, nodeId);
    const moments = await this.timelines.of(this.database.reader, id, nodeId);
    return {
      ...target,
      timeline: moments.map(({ seq, at, change }) => ({
        seq,
        at: at.toISOString(),
        status: change.to.status,
        error: change.error,
      })),
    };
  }
}

function keyOf(signature: Signature): string {
  return createHash('sha256').update(keyOfSignature(signature)).digest('hex').slice(0, 16);
}
