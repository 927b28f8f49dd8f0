import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { configNameTaken } from '../config.errors.js';
import type { Format, JsonValue } from '../content/index.js';
import { ConfigFileEntity } from './config-file.entity.js';

/** A file without its texts. */
export interface FileFacts {
  readonly id: string;
  readonly projectId: string;
  readonly projectCode: string;
  readonly isProjectArchived: boolean;
  readonly binId: string;
  /** What engine and nodes know it by. */
  readonly bin: string;
  readonly name: string;
  readonly format: Format;
  readonly description: string;
  readonly schema: JsonValue;
  readonly isSecret: boolean;
  readonly revision: number;
  readonly isArchived: boolean;
}

export interface PlaceOfFile {
  readonly id: string;
  readonly code: string;
}

const FACTS = `
  SELECT f.id, f.project_id AS "projectId", p.code AS "projectCode", p.archived_at IS NOT NULL AS "isProjectArchived",
    f.bin_id AS "binId", b.name AS bin, f.name, f.format, f.description, f.schema, f.is_secret AS "isSecret", f.revision,
    f.archived_at IS NOT NULL AS "isArchived"
  FROM config_files f JOIN projects p ON p.id = f.project_id JOIN bins b ON b.id = f.bin_id`;

@Injectable()
export class ConfigFilesRepository {
  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    const rows = await tx.query<{ projectId: string }[]>(
      'SELECT project_id AS "projectId" FROM config_files WHERE id = $1',
      [id],
    );
    return rows[0]?.projectId;
  }

  async facts(tx: Tx, id: string): Promise<FileFacts> {
    const [file] = await tx.query<FileFacts[]>(`${FACTS} WHERE f.id = $1`, [id]);
    if (!file) throw notFound('configuration file');
    return file;
  }

  /** Whatever changes a file or its layers takes this first; its project is not archived meanwhile. */
  async lock(tx: Tx, id: string): Promise<FileFacts> {
    const rows: unknown[] = await tx.query('SELECT 1 FROM config_files WHERE id = $1 FOR UPDATE', [id]);
    if (rows.length === 0) throw notFound('configuration file');
    const [file] = await tx.query<FileFacts[]>(`${FACTS} WHERE f.id = $1 FOR SHARE OF p`, [id]);
    if (!file) throw notFound('configuration file');
    return file;
  }

  /** By name; archived ones only when asked for. */
  async allOf(tx: Tx, projectId: string): Promise<readonly FileFacts[]> {
    return tx.query<FileFacts[]>(
      `${FACTS} WHERE f.project_id = $1 AND f.archived_at IS NULL ORDER BY f.name COLLATE "C"`,
      [projectId],
    );
  }

  async ofBin(tx: Tx, bin: string): Promise<FileFacts | undefined> {
    const rows = await tx.query<FileFacts[]>(`${FACTS} WHERE b.name = $1`, [bin]);
    return rows[0];
  }

  async named(tx: Tx, projectId: string, name: string): Promise<FileFacts | undefined> {
    const rows = await tx.query<FileFacts[]>(`${FACTS} WHERE f.project_id = $1 AND f.name = $2`, [
      projectId,
      name,
    ]);
    return rows[0];
  }

  /** In the order of the project. */
  async environmentsOf(tx: Tx, projectId: string): Promise<readonly PlaceOfFile[]> {
    return tx.query<PlaceOfFile[]>(
      'SELECT id, code FROM environments WHERE project_id = $1 ORDER BY position, code',
      [projectId],
    );
  }

  /** Undefined when there is no such project. It is neither archived nor removed meanwhile. */
  async holdProject(
    tx: Tx,
    projectId: string,
  ): Promise<{ readonly code: string; readonly isArchived: boolean } | undefined> {
    const rows = await tx.query<{ code: string; isArchived: boolean }[]>(
      'SELECT code, archived_at IS NOT NULL AS "isArchived" FROM projects WHERE id = $1 FOR SHARE',
      [projectId],
    );
    return rows[0];
  }

  async create(
    tx: Tx,
    file: Omit<ConfigFileEntity, 'id' | 'revision' | 'archivedAt' | 'schema'>,
  ): Promise<string> {
    try {
      const { identifiers } = await tx.insert(ConfigFileEntity, file);
      return identifiers[0]?.['id'] as string;
    } catch (error) {
      throw violatedConstraint(error) === 'uq_config_files_project_id_name' ? configNameTaken() : error;
    }
  }

  async saveSettings(
    tx: Tx,
    { id, description, schema, revision }: Pick<FileFacts, 'id' | 'description' | 'schema' | 'revision'>,
  ): Promise<void> {
    await tx.query(
      'UPDATE config_files SET description = $2, schema = $3::jsonb, revision = $4 WHERE id = $1',
      [id, description, schema === null ? null : JSON.stringify(schema), revision],
    );
  }

  async setArchived(tx: Tx, id: string, archivedAt: Date | null): Promise<void> {
    await tx.update(ConfigFileEntity, { id }, { archivedAt });
  }
}
