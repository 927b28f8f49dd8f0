import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound, type LocalizedText } from '../../platform/http/index.js';
import { Baselines } from '../desired/baselines.repository.js';
import { MAX_EXISTING, refusalOf, type BaselineRefusal } from '../rules/baseline.js';
import type { BaselineChange, BaselineList, SetBaseline } from './baseline.dto.js';
import { BaselineListReadModel, type BaselinePlace } from './baseline-list.read-model.js';

interface Target {
  readonly environmentId: string;
  readonly bin: string;
}

@Injectable()
export class BaselinesService {
  constructor(
    private readonly database: Database,
    private readonly baselineList: BaselineListReadModel,
    private readonly baselines: Baselines,
    private readonly audit: AuditLog,
  ) {}

  async list(environmentId: string): Promise<BaselineList> {
    return { items: await this.baselineList.list(environmentId) };
  }

  async set(actor: Actor, target: Target, wish: SetBaseline, isDryRun: boolean): Promise<BaselineChange> {
    return this.database.transaction(async (tx) => {
      const { environmentId, bin } = target;
      const place = await this.baselineList.place(tx, environmentId, bin, wish.version);
      if (!place) throw notFound('bin');
      if (place.versionId === null)
        throw invalidField('version', 'unknown_version', {
          en: 'The bin has no such version.',
          zh: '此程序没有该版本。',
        });
      const includesExisting = wish.includeExisting === true;
      const existing = await this.baselineList.existing(tx, environmentId, place.binId);
      const refusal = refusalOf({ ...place, includesExisting, existing: existing.total });
      if (refusal) throw refused(refusal, existing.total);
      if (!isDryRun)
        await this.write(tx, actor, target, { ...place, versionId: place.versionId }, wish, existing.total);
      return {
        bin,
        version: wish.version,
        before: place.before,
        isDryRun,
        includesExisting,
        existing: existing.nodes,
        existingTotal: existing.total,
      };
    });
  }

  async remove(actor: Actor, { environmentId, bin }: Target): Promise<void> {
    await this.database.transaction(async (tx) => {
      const place = await this.baselineList.place(tx, environmentId, bin, null);
      if (!place || !(await this.baselines.remove(tx, environmentId, place.binId)))
        throw notFound('baseline');
      const data = { bin, from: place.before, to: null };
      await this.record(tx, actor, environmentId, place, 'environment.baseline_removed', data, null);
    });
  }

  private async write(
    tx: Tx,
    actor: Actor,
    { environmentId, bin }: Target,
    place: BaselinePlace & { readonly versionId: string },
    wish: SetBaseline,
    existing: number,
  ): Promise<void> {
    const { binId, versionId, before } = place;
    await this.baselines.setByHand(tx, { environmentId, binId, versionId }, actor);
    const isFilled = wish.includeExisting === true;
    if (isFilled) await this.baselines.fill(tx, null, environmentId, binId);
    const data = { bin, from: before, to: wish.version, nodesGiven: isFilled ? existing : 0 };
    const reason = wish.reason?.trim() || null;
    await this.record(tx, actor, environmentId, place, 'environment.baseline_set', data, reason);
  }

  private record(
    tx: Tx,
    actor: Actor,
    environmentId: string,
    { environmentName, projectId }: BaselinePlace,
    action: string,
    data: Readonly<Record<string, unknown>>,
    reason: string | null,
  ): Promise<void> {
    return this.audit.record(tx, {
      actor: { kind: actor.kind, id: actor.id, name: actor.name },
      action,
      subject: { type: 'environment', id: environmentId, name: environmentName },
      projectId,
      reason,
      data,
    });
  }
}

const REFUSALS: Readonly<Record<BaselineRefusal, LocalizedText>> = {
  VERSION_WITHDRAWN: {
    en: 'This version is withdrawn; it is given to no node any more.',
    zh: '此版本已撤下，不再分发给任何节点。',
  },
  BASELINE_NOT_RELEASED_HERE: {
    en: 'Releases to this environment need approval, so only a version that a release has brought here can be its baseline.',
    zh: '该环境的发布需要审批，因此只有经发布部署到此处的版本才能成为基线。',
  },
  BASELINE_NEEDS_RELEASE: {
    en: 'Releases to this environment need approval, so nodes that are there get a version by a release; leave `includeExisting` out.',
    zh: '该环境的发布需要审批，因此已在其中的节点须通过发布获得版本，请去掉 `includeExisting`。',
  },
  BASELINE_TOO_MANY_NODES: {
    en: `More than ${MAX_EXISTING} nodes would change at once; make a release, which goes in waves.`,
    zh: `将有超过 ${MAX_EXISTING} 个节点同时更改，请改用分批进行的发布。`,
  },
};

function refused(code: BaselineRefusal, nodes: number): DomainError {
  return new DomainError('conflict', code, REFUSALS[code], { facts: { nodes } });
}
