import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Tx } from '../../platform/database/index.js';
import { ConfigSecretEntity } from './config-secret.entity.js';

export type StoredSecret = ConfigSecretEntity & { readonly environmentCode: string | null };

const SECRETS = `
  SELECT s.id, s.project_id AS "projectId", s.name, s.environment_id AS "environmentId", e.code AS "environmentCode", s.sealed,
    s.revision, s.changed_by_name AS "changedByName", s.changed_at AS "changedAt"
  FROM config_secrets s LEFT JOIN environments e ON e.id = s.environment_id`;

/** Some number of our own: changes of the secrets of a project, and saves that count on them, come one after the other. */
const SECRETS_LOCK = 7_201_853;

@Injectable()
export class ConfigSecretsRepository {
  async lock(tx: Tx, projectId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [SECRETS_LOCK, projectId]);
  }

  /** By name, the value for all environments first. */
  async listOf(tx: Tx, projectId: string, name?: string): Promise<readonly StoredSecret[]> {
    return tx.query<StoredSecret[]>(
      `${SECRETS} WHERE s.project_id = $1 AND ($2::text IS NULL OR s.name = $2)
       ORDER BY s.name COLLATE "C", e.position NULLS FIRST, e.code`,
      [projectId, name ?? null],
    );
  }

  async find(
    tx: Tx,
    projectId: string,
    name: string,
    environmentId: string | null,
  ): Promise<ConfigSecretEntity | null> {
    return tx.findOneBy(ConfigSecretEntity, { projectId, name, environmentId: environmentId ?? IsNull() });
  }

  /** Those that count in the environment: its own value, else the one for all. */
  async valuesFor(
    tx: Tx,
    projectId: string,
    environmentId: string,
    names: readonly string[],
  ): Promise<readonly { readonly id: string; readonly name: string; readonly sealed: string }[]> {
    return tx.query(
      `SELECT DISTINCT ON (name) id, name, sealed FROM config_secrets
       WHERE project_id = $1 AND (environment_id = $2 OR environment_id IS NULL) AND name = ANY ($3::text[])
       ORDER BY name, environment_id NULLS LAST`,
      [projectId, environmentId, names],
    );
  }

  async newId(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>('SELECT uuidv7() AS id');
    if (!row) throw new Error('the database gave no id');
    return row.id;
  }

  async insert(tx: Tx, secret: ConfigSecretEntity): Promise<void> {
    await tx.insert(ConfigSecretEntity, secret);
  }

  async save(tx: Tx, { id, ...fields }: ConfigSecretEntity): Promise<void> {
    await tx.update(ConfigSecretEntity, { id }, fields);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(ConfigSecretEntity, { id });
  }
}
