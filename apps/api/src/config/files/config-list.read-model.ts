import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import { PublicationStates, type PublicationRow } from '../publications/publication-state.read-model.js';
import type { ConfigEnvironment, ConfigFile, ConfigQuery, PublicationRef } from './config-file.dto.js';

type Row = Omit<ConfigFile, 'environments' | 'changedAt' | 'archivedAt'> & {
  readonly changedAt: Date;
  readonly archivedAt: Date | null;
};
type PlaceRow = Omit<ConfigEnvironment, 'hasChanges' | 'stable' | 'underway'> & {
  readonly fileId: string;
  readonly draft: string | null;
};

/** Lists need what is newest; whoever published more often without a release sees it on the page of the file. */
const ENOUGH = 50;

const FILES = `
  SELECT f.id, f.project_id AS "projectId", p.code AS "projectCode", f.name, b.name AS bin, f.format, f.description, f.schema,
    f.is_secret AS "isSecret", f.revision, f.archived_at AS "archivedAt", last.created_at AS "changedAt",
    last.author_name AS "changedByName",
    (SELECT max(v.number) FROM config_versions v WHERE v.file_id = f.id AND v.environment_id IS NULL) AS "baseVersion"
  FROM config_files f JOIN projects p ON p.id = f.project_id JOIN bins b ON b.id = f.bin_id
  CROSS JOIN LATERAL (SELECT v.created_at, v.author_name FROM config_versions v WHERE v.file_id = f.id ORDER BY v.id DESC LIMIT 1) last`;

const LIST = `${FILES}
  WHERE f.archived_at IS NULL AND ($1::uuid[] IS NULL OR f.project_id = ANY ($1))
    AND ($2::uuid IS NULL OR f.project_id = $2)
    AND ($3::text IS NULL OR strpos(lower(b.name || ' ' || f.description), lower($3)) > 0)
    AND ($4::uuid IS NULL OR f.id < $4)
  ORDER BY f.id DESC LIMIT $5`;

/** An environment that was made after the file inherits the base as it is. */
const PLACES = `
  SELECT f.id AS "fileId", e.id AS "environmentId", e.code, e.name, e.is_production AS "isProduction",
    coalesce(own.number, 0) AS "overrideVersion", coalesce(own.is_deleted, false) AS "isDeleted",
    CASE WHEN d.file_id IS NULL THEN (SELECT v.sha256 FROM config_versions v WHERE v.file_id = f.id AND v.environment_id IS NULL
      ORDER BY v.number DESC LIMIT 1) ELSE d.sha256 END AS draft
  FROM config_files f JOIN environments e ON e.project_id = f.project_id
  LEFT JOIN config_drafts d ON d.file_id = f.id AND d.environment_id = e.id
  LEFT JOIN LATERAL (SELECT v.number, v.is_deleted FROM config_versions v WHERE v.file_id = f.id AND v.environment_id = e.id
    ORDER BY v.number DESC LIMIT 1) own ON true
  WHERE f.id = ANY ($1::uuid[]) ORDER BY e.position, e.code`;

@Injectable()
export class ConfigListReadModel {
  constructor(
    private readonly database: Database,
    private readonly states: PublicationStates,
  ) {}

  /** `projectIds` undefined: of every project. */
  async list(
    projectIds: readonly string[] | undefined,
    { projectId, q, cursor, limit }: ConfigQuery,
  ): Promise<Page<ConfigFile>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const filters = [projectIds ?? null, projectId ?? null, q ?? null, before ?? null, limit + 1];
    const tx = this.database.reader;
    const page = toPage(await tx.query<Row[]>(LIST, filters), limit, ({ id }) => [id]);
    return { ...page, items: await this.withPlaces(tx, page.items, ENOUGH) };
  }

  async get(tx: Tx, id: string): Promise<ConfigFile> {
    const [file] = await this.withPlaces(tx, await tx.query<Row[]>(`${FILES} WHERE f.id = $1`, [id]));
    if (!file) throw notFound('configuration file');
    return file;
  }

  private async withPlaces(tx: Tx, rows: readonly Row[], mostPerEnvironment?: number): Promise<ConfigFile[]> {
    if (rows.length === 0) return [];
    const fileIds = rows.map(({ id }) => id);
    const places = await tx.query<PlaceRow[]>(PLACES, [fileIds]);
    const published = await this.states.of(tx, {
      fileIds,
      ...(mostPerEnvironment === undefined ? {} : { mostPerEnvironment }),
    });
    return rows.map((row) => ({
      ...row,
      changedAt: row.changedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
      environments: places
        .filter(({ fileId }) => fileId === row.id)
        .map((place) => placeOf(place, published.filter(isOf(place)))),
    }));
  }
}

function isOf({ fileId, environmentId }: PlaceRow): (row: PublicationRow) => boolean {
  return (row) => row.fileId === fileId && row.environmentId === environmentId;
}

function placeOf(
  { fileId: _, draft, ...place }: PlaceRow,
  published: readonly PublicationRow[],
): ConfigEnvironment {
  const stable = published.find(({ state }) => state === 'stable');
  const underway = published
    .filter(({ state }) => state === 'waiting' || state === 'rolling')
    .sort((one, other) => (other.releaseNumber ?? 0) - (one.releaseNumber ?? 0))[0];
  const last = underway ?? stable;
  return {
    ...place,
    hasChanges: draft !== (last?.textSha256 ?? null),
    stable: stable ? refOf(stable) : null,
    underway: underway ? refOf(underway) : null,
  };
}

export function refOf(row: PublicationRow): PublicationRef {
  const { number, state, textSha256, publishedAt, publishedByName, releaseId, releaseNumber } = row;
  return {
    version: String(number),
    state,
    isDeletion: textSha256 === null,
    publishedAt: publishedAt.toISOString(),
    publishedByName,
    releaseId,
    releaseNumber,
  };
}
