import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { CiBuildEntity } from '../builds/ci-build.entity.js';

type MadeBuild = Pick<CiBuildEntity, 'sourceId' | 'job' | 'number' | 'queueId' | 'seenAt'>;

/** Where only one side has said where in the queue the build was, whoever may have started it counts. */
const STARTERS = `
  SELECT t.requested_by AS id FROM ci_starts t WHERE t.source_id = $1 AND t.job = $2 AND CASE WHEN $4::bigint <> 0
    THEN t.queue_id = $4 OR (t.queue_id IS NULL AND t.state = 'asked')
    ELSE t.number = $3::bigint OR (t.number IS NULL AND t.state IN ('asked', 'queued', 'running')) END`;

const MAKERS = `${STARTERS}
  UNION SELECT s.editor_id FROM ci_sources s WHERE s.id = $1 AND s.editor_id IS NOT NULL
  UNION SELECT k.maker_id FROM ci_source_secrets k
    WHERE k.source_id = $1 AND k.maker_id IS NOT NULL AND (k.ends_at IS NULL OR k.ends_at > $5)`;

/** Who could have had a hand in a build, beside its builder. */
@Injectable()
export class BuildMakersReadModel {
  async startersOf(tx: Tx, { sourceId, job, number, queueId }: MadeBuild): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(STARTERS, [sourceId, job, number, queueId]);
    return rows.map(({ id }) => id);
  }

  /** Those who started it, and those who say where it is fetched, or know how to sign for it. */
  async makersOf(tx: Tx, { sourceId, job, number, queueId, seenAt }: MadeBuild): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(MAKERS, [sourceId, job, number, queueId, seenAt]);
    return rows.map(({ id }) => id);
  }
}
