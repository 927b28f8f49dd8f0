import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { CiSourceEntity } from '../sources/ci-source.entity.js';

const CLAIM = `
  UPDATE ci_sources SET next_poll_at = $1::timestamptz + make_interval(secs => poll_seconds)
  WHERE id = (
    SELECT s.id FROM ci_sources s JOIN projects p ON p.id = s.project_id
    WHERE s.kind = 'jenkins' AND s.is_enabled AND s.poll_seconds > 0 AND s.base_url IS NOT NULL AND p.archived_at IS NULL
      AND (s.next_poll_at IS NULL OR s.next_poll_at <= $1) AND (s.closed_until IS NULL OR s.closed_until <= $1)
    ORDER BY s.next_poll_at NULLS FIRST LIMIT 1 FOR UPDATE OF s SKIP LOCKED)
  RETURNING id`;

@Injectable()
export class PollsRepository {
  /** One whose turn it is, for this process alone. */
  async claim(tx: Tx, now: Date): Promise<CiSourceEntity | undefined> {
    const [rows] = await tx.query<[{ id: string }[], number]>(CLAIM, [now]);
    const [row] = rows;
    return row && ((await tx.findOneBy(CiSourceEntity, { id: row.id })) ?? undefined);
  }

  async noteDone(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.update(CiSourceEntity, { id }, { lastPolledAt: at });
  }

  async noteJob(tx: Tx, id: string, job: string): Promise<void> {
    await tx.update(CiSourceEntity, { id }, { lastPolledJob: job });
  }
}
