import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { DomainError, invalidField, notFound } from '../../platform/http/index.js';
import type { DelegationDto, DelegationRequest, DelegationsDto } from './delegation.dto.js';
import { DelegationsRepository, type DelegationRow } from './delegations.repository.js';

const LONGEST_MS = 366 * 86_400_000;
const MOST = 20;

/** Everybody has only their own. */
@Injectable()
export class DelegationsService {
  constructor(
    private readonly database: Database,
    private readonly delegations: DelegationsRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor): Promise<DelegationsDto> {
    const tx = this.database.reader;
    const rows = await this.delegations.about(tx, actor.id, this.clock.now());
    return {
      given: rows.filter(({ from }) => from.id === actor.id).map(toDto),
      received: rows.filter(({ to }) => to.id === actor.id).map(toDto),
      candidates: [...(await this.delegations.deputiesFor(tx, actor.id))],
    };
  }

  create(actor: Actor, request: DelegationRequest): Promise<DelegationDto> {
    return this.database.transaction(async (tx) => {
      const rows = await this.delegations.about(tx, actor.id, this.clock.now());
      if (rows.filter(({ from }) => from.id === actor.id).length >= MOST)
        throw new DomainError('conflict', 'TOO_MANY_DELEGATIONS', {
          en: 'End one of your delegations first.',
          zh: '请先结束一项你设置的审批代理。',
        });
      const fields = await this.fieldsOf(tx, actor, request);
      const id = await this.delegations.insert(tx, {
        ...fields,
        fromId: actor.id,
        createdAt: this.clock.now(),
      });
      return this.recorded(tx, actor, 'delegation.created', id);
    });
  }

  replace(actor: Actor, id: string, request: DelegationRequest): Promise<DelegationDto> {
    return this.database.transaction(async (tx) => {
      await this.own(tx, actor, id);
      await this.delegations.change(tx, id, await this.fieldsOf(tx, actor, request));
      return this.recorded(tx, actor, 'delegation.changed', id);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.own(tx, actor, id);
      await this.recorded(tx, actor, 'delegation.ended', id);
      await this.delegations.remove(tx, id);
    });
  }

  private async own(tx: Tx, actor: Actor, id: string): Promise<DelegationRow> {
    const row = await this.delegations.lock(tx, id);
    if (row?.from.id !== actor.id) throw notFound('delegation');
    return row;
  }

  private async fieldsOf(
    tx: Tx,
    actor: Actor,
    { deputyId, startsAt, endsAt }: DelegationRequest,
  ): Promise<{ toId: string; startsAt: Date; endsAt: Date }> {
    const now = this.clock.now();
    const times = { startsAt: startsAt === undefined ? now : new Date(startsAt), endsAt: new Date(endsAt) };
    if (times.endsAt <= now)
      throw invalidField('endsAt', 'in_the_past', {
        en: 'Name an end in the future.',
        zh: '请指定将来的结束时间。',
      });
    if (times.endsAt <= times.startsAt)
      throw invalidField('endsAt', 'before_start', {
        en: 'The end must be after the beginning.',
        zh: '结束时间必须晚于开始时间。',
      });
    if (times.endsAt.getTime() - times.startsAt.getTime() > LONGEST_MS)
      throw invalidField('endsAt', 'too_long', {
        en: 'A delegation lasts 366 days at most.',
        zh: '审批代理最长 366 天。',
      });
    if (!(await this.delegations.couldBeDeputy(tx, actor.id, deputyId)))
      throw invalidField('deputyId', 'no_deputy', {
        en: 'Name somebody else, who may approve in a project where you may.',
        zh: '请指定另一个人，且此人在你能审批的某个项目中也能审批。',
      });
    return { toId: deputyId, ...times };
  }

  private async recorded(tx: Tx, actor: Actor, action: string, id: string): Promise<DelegationDto> {
    const row = await this.delegations.one(tx, id);
    if (!row) throw new Error('the delegation is gone');
    const dto = toDto(row);
    await this.audit.record(tx, {
      actor,
      action,
      subject: { type: 'delegation', id, name: `${row.from.name} → ${row.to.name}` },
      data: { ...dto },
    });
    return dto;
  }
}

function toDto({ startsAt, endsAt, ...row }: DelegationRow): DelegationDto {
  return { ...row, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
