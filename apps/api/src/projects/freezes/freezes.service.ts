import { Injectable } from '@nestjs/common';
import { occurrences } from '@release-console/rollout-core';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { ensureSeen, invalidField, notFound } from '../../platform/http/index.js';
import { Realtime } from '../../realtime/index.js';
import { EnvironmentsRepository } from '../environments.repository.js';
import { ProjectChanges } from '../project-changes.js';
import { ProjectsRepository } from '../projects.repository.js';
import { checkedTimes, isoOf, timesDtoOf, windowOf } from './freeze-times.js';
import type {
  ChangedProjectFreeze,
  Freeze,
  FreezePage,
  FreezeRangeQuery,
  ProjectFreezeRequest,
} from './freeze.dto.js';
import type { FreezeEntity } from './freeze.entity.js';
import { FreezesRepository } from './freezes.repository.js';

const DAY = 86_400_000;

/** `reference` is the id or code of a project; null stands for everywhere. */
@Injectable()
export class FreezesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsRepository,
    private readonly environments: EnvironmentsRepository,
    private readonly freezes: FreezesRepository,
    private readonly changes: ProjectChanges,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  async list(reference: string | null, query: FreezeRangeQuery): Promise<FreezePage> {
    const range = this.rangeOf(query);
    const projectId = reference === null ? null : await this.projects.findId(this.database.reader, reference);
    if (projectId === undefined) throw notFound('project');
    const all = await this.freezes.listOf(this.database.reader, projectId === null ? [] : [projectId]);
    return { items: all.map((freeze) => freezeOf(freeze, range)), nextCursor: null };
  }

  create(actor: Actor, reference: string | null, request: ProjectFreezeRequest): Promise<Freeze> {
    return this.change(actor, reference, 'freeze.created', async (tx, projectId) => {
      const fields = await this.fieldsOf(tx, actor, projectId, request);
      const id = await this.freezes.create(tx, fields);
      return { freeze: { id, revision: 1, ...fields }, data: { to: fields } };
    });
  }

  replace(
    actor: Actor,
    reference: string | null,
    id: string,
    request: ChangedProjectFreeze,
  ): Promise<Freeze> {
    return this.change(actor, reference, 'freeze.changed', async (tx, projectId) => {
      const before = await this.freezes.lock(tx, projectId, id);
      ensureSeen(request, before);
      const fields = await this.fieldsOf(tx, actor, projectId, request);
      const freeze = { id, revision: before.revision + 1, ...fields };
      await this.freezes.save(tx, freeze);
      return { freeze, data: { from: before, to: freeze } };
    });
  }

  async remove(actor: Actor, reference: string | null, id: string): Promise<void> {
    await this.change(actor, reference, 'freeze.deleted', async (tx, projectId) => {
      const freeze = await this.freezes.lock(tx, projectId, id);
      await this.freezes.remove(tx, id);
      return { freeze, data: { from: freeze } };
    });
  }

  private async change(
    actor: Actor,
    reference: string | null,
    action: string,
    work: (tx: Tx, projectId: string | null) => Promise<{ freeze: FreezeEntity; data: object }>,
  ): Promise<Freeze> {
    const range = this.rangeOf({});
    if (reference !== null)
      return this.changes.apply({
        actor,
        reference,
        action,
        work: async (tx, project) => {
          const { freeze, data } = await work(tx, project.id);
          return { result: freezeOf(freeze, range), data: { ...data }, reason: freeze.reason };
        },
      });
    return this.database.transaction(async (tx) => {
      const { freeze, data } = await work(tx, null);
      const subject = { type: 'freeze', id: freeze.id, name: freeze.name };
      await this.audit.record(tx, { actor, action, subject, reason: freeze.reason, data: { ...data } });
      await this.realtime.publish(tx, { topic: 'project', id: freeze.id, projectId: null });
      return freezeOf(freeze, range);
    });
  }

  private async fieldsOf(
    tx: Tx,
    actor: Actor,
    projectId: string | null,
    { name, reason, times, environmentId = null }: ProjectFreezeRequest,
  ): Promise<Omit<FreezeEntity, 'id' | 'revision'>> {
    if (projectId !== null && environmentId !== null)
      await this.environments.get(tx, projectId, environmentId);
    return {
      projectId,
      environmentId,
      name: name.trim(),
      reason: reason.trim(),
      times: checkedTimes(times),
      changedByName: actor.name,
      changedAt: this.clock.now(),
    };
  }

  private rangeOf({ from, to }: FreezeRangeQuery): readonly [number, number] {
    const start = from === undefined ? this.clock.millis() : Date.parse(from);
    const end = to === undefined ? start + 31 * DAY : Date.parse(to);
    if (end <= start || end - start > 400 * DAY)
      throw invalidField('to', 'not_a_range', {
        en: 'Must be later than "from", by at most 400 days.',
        zh: '必须晚于“from”，且相差不超过 400 天。',
      });
    return [start, end];
  }
}

function freezeOf(freeze: FreezeEntity, [from, to]: readonly [number, number]): Freeze {
  const { id, projectId, environmentId, name, reason, times, revision, changedByName, changedAt } = freeze;
  return {
    id,
    projectId,
    environmentId,
    name,
    reason,
    times: timesDtoOf(times),
    occurrences: occurrences([windowOf(freeze)], from, to).map(({ startsAt, endsAt }) => ({
      startsAt: isoOf(startsAt),
      endsAt: isoOf(endsAt),
    })),
    revision,
    changedBy: changedByName,
    changedAt: changedAt.toISOString(),
  };
}
