import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { BuildOrigin } from '../ci-words.js';
import type { BuildNews } from '../intake/reading/news.js';
import { CiBuildEntity } from './ci-build.entity.js';
import { merged, type KnownBuild } from './merge-build.js';

export interface NotedBuild extends KnownBuild {
  readonly id: string;
  readonly job: string;
  readonly number: number;
}

@Injectable()
export class BuildsRepository {
  /** What is known of it now. Whoever else has news of the same build waits until this transaction is over. */
  async note(
    tx: Tx,
    sourceId: string,
    news: BuildNews,
    { origin, seenAt }: { readonly origin: BuildOrigin; readonly seenAt: Date },
  ): Promise<NotedBuild> {
    const { job, number } = news;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7201835))`, [
      `${sourceId} ${job} ${number}`,
    ]);
    const row = await this.find(tx, sourceId, news);
    const fields = columnsOf(merged(row ? knownOf(row) : undefined, news));
    // Who told of it first may not have known what tells it from others of its number.
    const queueId = String(Math.max(Number(row?.queueId ?? 0), news.queueId));
    if (row) {
      await tx.update(CiBuildEntity, { id: row.id }, { ...fields, queueId });
      return { ...knownOf({ ...row, ...fields }), id: row.id, job, number };
    }
    const fresh = { sourceId, job, number: String(number), queueId, origin, seenAt, ...fields };
    const { identifiers } = await tx.insert(CiBuildEntity, fresh);
    const id = identifiers[0]?.['id'] as string;
    return { ...merged(undefined, news), id, job, number };
  }

  /** The newest of its number, unless both say that they are different ones. */
  private async find(
    tx: Tx,
    sourceId: string,
    { job, number, queueId }: Pick<BuildNews, 'job' | 'number' | 'queueId'>,
  ): Promise<CiBuildEntity | undefined> {
    const rows = await tx.find(CiBuildEntity, {
      where: { sourceId, job, number: String(number) },
      order: { id: 'DESC' },
    });
    const exact = rows.find((row) => Number(row.queueId) === queueId);
    return exact ?? rows.find((row) => queueId === 0 || row.queueId === '0');
  }

  findFor(tx: Tx, sourceId: string, job: string, number: number): Promise<CiBuildEntity | undefined> {
    return this.find(tx, sourceId, { job, number, queueId: 0 });
  }

  /** Nobody has news of it until this transaction is over. */
  async hold(tx: Tx, id: string): Promise<CiBuildEntity | null> {
    return tx.findOne(CiBuildEntity, { where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  async byId(tx: Tx, id: string): Promise<CiBuildEntity | null> {
    return tx.findOneBy(CiBuildEntity, { id });
  }

  /** Those of which it is known how they ended; a queue id of 0 stands for any. */
  async endedOf(
    tx: Tx,
    sourceId: string,
    job: string,
    ended: number,
  ): Promise<readonly Pick<BuildNews, 'number' | 'queueId'>[]> {
    const rows = await tx.query<{ number: string; queueId: string }[]>(
      `SELECT number, queue_id AS "queueId" FROM ci_builds
       WHERE source_id = $1 AND job = $2 AND phase_rank >= $3 AND state <> 'running' ORDER BY id DESC LIMIT 200`,
      [sourceId, job, ended],
    );
    return rows.map(({ number, queueId }) => ({ number: Number(number), queueId: Number(queueId) }));
  }

  async jobsSeen(tx: Tx, sourceId: string, since: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ job: string }[]>(
      'SELECT job FROM ci_builds WHERE source_id = $1 AND seen_at > $2 GROUP BY job ORDER BY max(seen_at) DESC LIMIT 1000',
      [sourceId, since],
    );
    return rows.map(({ job }) => job);
  }
}

export function knownOf(row: CiBuildEntity): KnownBuild {
  const { phaseRank, state, url, branch, tag, commitId, byName, parameters, files, startedAt, finishedAt } =
    row;
  return {
    ...{ shownNumber: Number(row.shownNumber), phaseRank, state, url, branch, tag, commitId, byName },
    ...{ parameters, files, startedAt, finishedAt },
  };
}

function columnsOf(known: KnownBuild) {
  return {
    ...known,
    shownNumber: String(known.shownNumber),
    parameters: { ...known.parameters },
    files: [...known.files],
  };
}
