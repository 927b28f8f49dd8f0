import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ConfigVersionEntity } from './config-version.entity.js';

/** A version as it is kept; the code of its environment is null for the base. */
export type StoredVersion = Omit<ConfigVersionEntity, 'sha256'> & { readonly environmentCode: string | null };

const VERSION = `
  v.id, v.file_id AS "fileId", v.environment_id AS "environmentId", e.code AS "environmentCode", v.number,
  v.parent_number AS "parentNumber", v.kind, v.text, v.sealed, v.removed_keys AS "removedKeys", v.is_deleted AS "isDeleted",
  v.message, v.author_id AS "authorId", v.author_name AS "authorName", v.created_at AS "createdAt"`;
const FROM = 'FROM config_versions v LEFT JOIN environments e ON e.id = v.environment_id';

@Injectable()
export class ConfigVersionsRepository {
  /** Of the base and of each environment that has a layer of its own. */
  async newest(tx: Tx, fileIds: readonly string[]): Promise<readonly StoredVersion[]> {
    return tx.query<StoredVersion[]>(
      `SELECT DISTINCT ON (v.file_id, v.environment_id) ${VERSION} ${FROM} WHERE v.file_id = ANY ($1::uuid[])
       ORDER BY v.file_id, v.environment_id, v.number DESC`,
      [fileIds],
    );
  }

  /** Environment null: of the base. Number absent: the newest. */
  async find(
    tx: Tx,
    fileId: string,
    environmentId: string | null,
    number?: number,
  ): Promise<StoredVersion | undefined> {
    const rows = await tx.query<StoredVersion[]>(
      `SELECT ${VERSION} ${FROM} WHERE v.file_id = $1 AND v.environment_id IS NOT DISTINCT FROM $2::uuid
         AND ($3::int IS NULL OR v.number = $3) ORDER BY v.number DESC LIMIT 1`,
      [fileId, environmentId, number ?? null],
    );
    return rows[0];
  }

  /** What a sealed text is bound to must be known before the row is there. */
  async newId(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id');
    if (!row) throw new Error('the database gave no id');
    return row.id;
  }

  async insert(tx: Tx, version: ConfigVersionEntity): Promise<void> {
    await tx.insert(ConfigVersionEntity, { ...version, removedKeys: [...version.removedKeys] });
  }

  async saveDrafts(
    tx: Tx,
    fileId: string,
    drafts: readonly { readonly environmentId: string; readonly sha256: string | null }[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO config_drafts (file_id, environment_id, sha256)
       SELECT $1::uuid, d.environment_id, d.sha256 FROM unnest($2::uuid[], $3::text[]) d (environment_id, sha256)
       ON CONFLICT (file_id, environment_id) DO UPDATE SET sha256 = excluded.sha256`,
      [fileId, drafts.map(({ environmentId }) => environmentId), drafts.map(({ sha256 }) => sha256)],
    );
  }

  /** Ids of those who saved a version after these, of the base or of the environment. */
  async authorsSince(
    tx: Tx,
    fileId: string,
    environmentId: string,
    since: { readonly baseNumber: number; readonly overrideNumber: number },
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT DISTINCT author_id AS id FROM config_versions WHERE file_id = $1
         AND (environment_id IS NULL AND number > $3 OR environment_id = $2 AND number > $4) ORDER BY author_id`,
      [fileId, environmentId, since.baseNumber, since.overrideNumber],
    );
    return rows.map(({ id }) => id);
  }
}
