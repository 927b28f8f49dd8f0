import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { cutText, notFound, type LocalizedText } from '../../platform/http/index.js';
import { sourceNameTaken } from '../ci.errors.js';
import { CiSourceEntity } from './ci-source.entity.js';
import { CiSourceSecretEntity } from './ci-source-secret.entity.js';

export type NewSource = Pick<
  CiSourceEntity,
  | 'id'
  | 'projectId'
  | 'kind'
  | 'name'
  | 'baseUrl'
  | 'userName'
  | 'sealedToken'
  | 'pollSeconds'
  | 'editorId'
  | 'createdAt'
  | 'createdByName'
>;
export type SourceSettings = Pick<
  CiSourceEntity,
  | 'name'
  | 'baseUrl'
  | 'baseUrlSince'
  | 'userName'
  | 'sealedToken'
  | 'pollSeconds'
  | 'isEnabled'
  | 'editorId'
  | 'revision'
>;

const LONGEST_ERROR = 500;

@Injectable()
export class SourcesRepository {
  async newId(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id');
    if (!row) throw new Error('the database gave no id');
    return row.id;
  }

  async find(tx: Tx, id: string): Promise<CiSourceEntity | null> {
    return tx.findOneBy(CiSourceEntity, { id });
  }

  async lock(tx: Tx, id: string): Promise<CiSourceEntity> {
    const source = await tx.findOne(CiSourceEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!source) throw notFound('source');
    return source;
  }

  /** Undefined when there is no such project. It is neither archived nor removed meanwhile. */
  async isProjectArchived(tx: Tx, projectId: string): Promise<boolean | undefined> {
    const rows = await tx.query<{ isArchived: boolean }[]>(
      'SELECT archived_at IS NOT NULL AS "isArchived" FROM projects WHERE id = $1 FOR SHARE',
      [projectId],
    );
    return rows[0]?.isArchived;
  }

  async create(tx: Tx, source: NewSource): Promise<void> {
    await withNameFault(tx.insert(CiSourceEntity, source));
  }

  async save(tx: Tx, id: string, settings: SourceSettings): Promise<void> {
    await withNameFault(tx.update(CiSourceEntity, { id }, settings));
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(CiSourceEntity, { id });
  }

  async secretsOf(tx: Tx, sourceId: string): Promise<readonly CiSourceSecretEntity[]> {
    return tx.find(CiSourceSecretEntity, { where: { sourceId }, order: { id: 'DESC' } });
  }

  async addSecret(tx: Tx, secret: CiSourceSecretEntity): Promise<void> {
    await tx.insert(CiSourceSecretEntity, secret);
  }

  /** The current one ends at `endsAt`; one that is about to end anyway, at once. */
  async endSecrets(tx: Tx, sourceId: string, endsAt: Date): Promise<void> {
    await tx.query('DELETE FROM ci_source_secrets WHERE source_id = $1 AND ends_at IS NOT NULL', [sourceId]);
    await tx.query('UPDATE ci_source_secrets SET ends_at = $2 WHERE source_id = $1', [sourceId, endsAt]);
  }

  /** Written now and then only: a storm of calls must not wait for one row. */
  async noteDelivery(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE ci_sources SET last_delivery_at = $2
       WHERE id = $1 AND (last_delivery_at IS NULL OR last_delivery_at < $2::timestamptz - interval '5 seconds')`,
      [id, at],
    );
  }

  async noteAnswer(tx: Tx, id: string): Promise<void> {
    await tx.query(
      'UPDATE ci_sources SET failures = 0, closed_until = NULL, last_error = NULL WHERE id = $1 AND failures > 0',
      [id],
    );
  }

  /** From the third one in a row it is left alone, each time for twice as long, or as long as it asked for. */
  async noteFailure(
    tx: Tx,
    id: string,
    failure: { readonly error: LocalizedText; readonly at: Date; readonly restSeconds: number },
  ): Promise<void> {
    await tx.query(
      `UPDATE ci_sources SET failures = failures + 1, last_error = $2::jsonb,
         closed_until = CASE WHEN failures >= 2 OR $4::integer > 0
           THEN $3::timestamptz + make_interval(secs => greatest($4::integer, least(900, 15 * 2 ^ least(failures, 10)))) END
       WHERE id = $1`,
      [id, JSON.stringify(cutText(failure.error, LONGEST_ERROR)), failure.at, failure.restSeconds],
    );
  }
}

async function withNameFault(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw violatedConstraint(error) === 'uq_ci_sources_project_id_name' ? sourceNameTaken() : error;
  }
}
