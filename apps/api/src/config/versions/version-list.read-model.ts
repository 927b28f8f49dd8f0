import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../platform/http/index.js';
import { BASE } from '../config-words.js';
import { PublicationStates, type PublicationRow } from '../publications/publication-state.read-model.js';
import type { ConfigVersion, ConfigVersionQuery } from './layer.dto.js';

interface Row {
  readonly id: string;
  readonly environmentId: string | null;
  readonly environmentCode: string | null;
  readonly version: number;
  readonly parentVersion: number;
  readonly kind: ConfigVersion['kind'];
  readonly message: string;
  readonly authorName: string;
  readonly createdAt: Date;
}

const MOST_PUBLICATIONS = 10;

const LIST = `
  SELECT v.id, v.environment_id AS "environmentId", e.code AS "environmentCode", v.number AS version,
    v.parent_number AS "parentVersion", v.kind, v.message, v.author_name AS "authorName", v.created_at AS "createdAt"
  FROM config_versions v LEFT JOIN environments e ON e.id = v.environment_id
  WHERE v.file_id = $1 AND ($2::text IS NULL OR coalesce(e.code, 'base') = $2) AND ($3::uuid IS NULL OR v.id < $3)
  ORDER BY v.id DESC LIMIT $4`;

@Injectable()
export class ConfigVersionListReadModel {
  constructor(private readonly states: PublicationStates) {}

  async list(
    tx: Tx,
    fileId: string,
    { layer, cursor, limit }: ConfigVersionQuery,
  ): Promise<Page<ConfigVersion>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const rows = await tx.query<Row[]>(LIST, [fileId, layer ?? null, before ?? null, limit + 1]);
    const page = toPage(rows, limit, ({ id }) => [id]);
    const published = await this.states.of(tx, { fileIds: [fileId] });
    return { ...page, items: page.items.map((row) => versionOf(row, published)) };
  }
}

function versionOf(row: Row, published: readonly PublicationRow[]): ConfigVersion {
  const { environmentId, environmentCode, version, parentVersion, kind, message, authorName } = row;
  const made = published.filter((each) =>
    environmentId === null
      ? each.baseNumber === version
      : each.environmentId === environmentId && each.overrideNumber === version,
  );
  const names = [...new Set(made.map(({ number }) => String(number)))];
  return {
    ...{ layer: environmentCode ?? BASE, version, parentVersion, kind, message, authorName },
    createdAt: row.createdAt.toISOString(),
    publications: names.slice(0, MOST_PUBLICATIONS),
    isBad: made.some(({ state }) => state === 'bad'),
  };
}
