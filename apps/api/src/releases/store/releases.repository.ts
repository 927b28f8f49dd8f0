import { Injectable } from '@nestjs/common';
import {
  FOLLOWED_ENDS,
  LIVE_STATUSES,
  type ReleaseEvent,
  type ReleaseStatus,
  type Rollout,
} from '@release-console/rollout-core';
import { In } from 'typeorm';
import type { Tx } from '../../platform/database/index.js';
import { DomainError } from '../../platform/http/index.js';
import { Release } from './release.entity.js';

const BEGINNING_LOCK = 7_201_863;

export type NewRelease = Omit<
  Release,
  'id' | 'number' | 'eventSeq' | 'submittedAt' | 'deployedAt' | 'finishedAt'
> & {
  /** Absent: the next one. */
  readonly number?: number;
};

/** What a decision writes about the release itself; the revision before must still be the stored one. */
export interface ReleaseChange {
  readonly rollout: Rollout;
  readonly events: readonly ReleaseEvent[];
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string } | null;
}

/** What only a draft may change. */
export type PlanChange = Pick<
  Release,
  | 'draft'
  | 'planHash'
  | 'title'
  | 'notes'
  | 'binNames'
  | 'versions'
  | 'fromVersions'
  | 'makerIds'
  | 'environmentId'
  | 'projectId'
  | 'strategyTemplateId'
  | 'strategyTemplateName'
  | 'isTemplateChanged'
>;

/** Asked for, and not deployed yet. */
export const OPEN_STATUSES: readonly ReleaseStatus[] = ['pending_approval', 'approved', 'scheduled'];

@Injectable()
export class ReleasesRepository {
  async insert(tx: Tx, release: NewRelease): Promise<Release> {
    const result = await tx.insert(Release, release);
    const id = (result.identifiers[0] as { id: string }).id;
    return tx.findOneByOrFail(Release, { id });
  }

  find(tx: Tx, id: string): Promise<Release | null> {
    return isUuid(id) ? tx.findOneBy(Release, { id }) : Promise.resolve(null);
  }

  /** Holds the release against every other decision until the transaction ends. */
  lock(tx: Tx, id: string): Promise<Release | null> {
    return isUuid(id)
      ? tx.findOne(Release, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : Promise.resolve(null);
  }

  /** Like `lock`, but null while somebody else is deciding about it. */
  tryLock(tx: Tx, id: string): Promise<Release | null> {
    return tx.findOne(Release, {
      where: { id },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
  }

  /** Before it is looked at what holds a release that is to begin: whoever stops all of them then waits for it. */
  async announceBeginning(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [BEGINNING_LOCK]);
  }

  /** Waits for those that are beginning, as they can't be seen yet, and lets none begin until the transaction ends. */
  async lockBeginning(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [BEGINNING_LOCK]);
  }

  /** Holds every unfinished release of a project, or of all, in one order. */
  async lockLive(tx: Tx, projectId: string | null): Promise<Release[]> {
    return tx.find(Release, {
      where: { status: In([...LIVE_STATUSES]), ...(projectId === null ? {} : { projectId }) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async liveIds(tx: Tx): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM releases WHERE status IN ('deploying', 'paused', 'rolling_back') ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Those that ended while nodes were at work, of which some are to be looked at now. */
  async followedIds(tx: Tx, now: number): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM releases r WHERE status = ANY ($1)
       AND EXISTS (SELECT FROM release_targets t WHERE t.release_id = r.id AND t.due_at <= $2) ORDER BY id`,
      [FOLLOWED_ENDS, now],
    );
    return rows.map(({ id }) => id);
  }

  /** Those under way that have systems outside asked about them. */
  async askingNow(tx: Tx): Promise<Release[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM releases WHERE status IN ('deploying', 'paused')
       AND jsonb_path_exists(rollout, '$.plan.checks[*].check.kind ? (@ == "promql" || @ == "alerts")') ORDER BY id`,
    );
    return rows.length === 0 ? [] : tx.findBy(Release, { id: In(rows.map(({ id }) => id)) });
  }

  /** Requests of an environment that wait for approval or have it, the latest first. */
  async openIds(tx: Tx, environmentId: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      'SELECT id FROM releases WHERE environment_id = $1 AND status = ANY ($2) ORDER BY number DESC',
      [environmentId, OPEN_STATUSES],
    );
    return rows.map(({ id }) => id);
  }

  /** Waiting requests that ask for the same bins on the same nodes and are older, the latest first. */
  async olderRequests(
    tx: Tx,
    { number, environmentId, binNames, draft }: Release,
  ): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM releases WHERE environment_id = $1 AND status = 'pending_approval' AND number < $2 AND kind = 'forward'
         AND bin_names @> $3 AND bin_names <@ $3 AND draft -> 'selector' = $4::jsonb ORDER BY number DESC`,
      [environmentId, number, binNames, JSON.stringify(draft.selector)],
    );
    return rows.map(({ id }) => id);
  }

  /** Unfinished releases of any of its bins: those that it may supersede. */
  async rivalsOf(tx: Tx, id: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT o.id FROM releases r JOIN releases o ON o.bin_names && r.bin_names AND o.id <> r.id
       WHERE r.id = $1 AND o.status = ANY ($2)`,
      [id, [...OPEN_STATUSES, ...LIVE_STATUSES]],
    );
    return rows.map((row) => row.id);
  }

  /** Their numbers. */
  async supersededAmong(tx: Tx, ids: readonly string[]): Promise<readonly number[]> {
    const rows: { number: number }[] = await tx.query(
      `SELECT number FROM releases WHERE id = ANY ($1) AND status = 'superseded' ORDER BY number`,
      [ids],
    );
    return rows.map(({ number }) => number);
  }

  async addMaker(tx: Tx, id: string, makerIds: readonly string[]): Promise<void> {
    await tx.update(Release, { id }, { makerIds: [...makerIds] });
  }

  /** Scheduled ones whose time has come, in the order in which they were to start. */
  async dueIds(tx: Tx, now: number): Promise<readonly string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM releases WHERE status = 'scheduled' AND (rollout -> 'schedule' ->> 'at')::float8 <= $1
       ORDER BY (rollout -> 'schedule' ->> 'at')::float8, number`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Writes a decision and its events; refuses when somebody else decided since `before` was read. */
  async save(tx: Tx, before: Release, change: ReleaseChange): Promise<Release> {
    const { rollout, events, at } = change;
    const [, written]: [unknown, number] = await tx.query(
      `UPDATE releases SET rollout = $3, status = $4, revision = $5, event_seq = event_seq + $6,
         submitted_at = CASE WHEN $4 <> 'draft' THEN COALESCE(submitted_at, $7) END,
         deployed_at = $8, finished_at = $9
       WHERE id = $1 AND revision = $2 AND event_seq = $10`,
      [
        before.id,
        before.revision,
        JSON.stringify(rollout),
        rollout.status,
        rollout.revision,
        events.length,
        at,
        toDate(rollout.deployedAt),
        toDate(rollout.finishedAt),
        before.eventSeq,
      ],
    );
    if (written !== 1)
      throw new DomainError('conflict', 'RELEASE_CHANGED', {
        en: 'The release changed meanwhile; look at it again.',
        zh: '此发布期间已有变化，请重新查看。',
      });
    await this.appendEvents(tx, before, change);
    return {
      ...before,
      rollout,
      status: rollout.status,
      revision: rollout.revision,
      eventSeq: before.eventSeq + events.length,
    };
  }

  async replacePlan(tx: Tx, id: string, change: PlanChange): Promise<void> {
    await tx.update(Release, { id }, change as never);
  }

  private async appendEvents(
    tx: Tx,
    before: Release,
    { rollout, events, at, actor }: ReleaseChange,
  ): Promise<void> {
    if (events.length === 0) return;
    await tx.query(
      `INSERT INTO release_events (release_id, seq, revision, type, at, actor_id, actor_name, data)
       SELECT $1, $2 + e.position, $3, e.data ->> 'type', $4, $5, $6, e.data
       FROM jsonb_array_elements($7::jsonb) WITH ORDINALITY AS e (data, position)`,
      [
        before.id,
        before.eventSeq,
        rollout.revision,
        at,
        actor?.id ?? null,
        actor?.name ?? null,
        JSON.stringify(events),
      ],
    );
  }
}

function toDate(millis: number | null): Date | null {
  return millis === null ? null : new Date(millis);
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
