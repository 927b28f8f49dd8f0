import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../../platform/http/index.js';
import type { CiDelivery, CiDeliveryQuery } from './delivery.dto.js';

type Row = Omit<CiDelivery, 'receivedAt' | 'processedAt'> & {
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
};

const DELIVERIES = `
  SELECT d.id, d.source_id AS "sourceId", s.name AS "sourceName", s.kind AS "sourceKind", s.project_id AS "projectId", d.event,
    d.dedupe_key AS key, d.state, d.fate, d.build_id AS "buildId", d.attempts, d.duplicates, d.size_bytes AS "sizeBytes",
    d.received_at AS "receivedAt", d.processed_at AS "processedAt"
  FROM ci_deliveries d JOIN ci_sources s ON s.id = d.source_id`;

const LIST = `${DELIVERIES}
  WHERE ($1::uuid[] IS NULL OR s.project_id = ANY ($1)) AND ($2::uuid IS NULL OR s.project_id = $2)
    AND ($3::uuid IS NULL OR s.id = $3) AND ($4::text IS NULL OR d.state = $4) AND ($5::uuid IS NULL OR d.id < $5)
  ORDER BY d.id DESC LIMIT $6`;

@Injectable()
export class DeliveryListReadModel {
  constructor(private readonly database: Database) {}

  async list(
    projectIds: readonly string[] | undefined,
    { projectId, sourceId, state, cursor, limit }: CiDeliveryQuery,
  ): Promise<Page<CiDelivery>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const given = [projectId, sourceId, state, before].map((value) => value ?? null);
    const rows = await this.database.reader.query<Row[]>(LIST, [projectIds ?? null, ...given, limit + 1]);
    const page = toPage(rows, limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(tx: Tx, id: string): Promise<CiDelivery> {
    const [row] = await tx.query<Row[]>(`${DELIVERIES} WHERE d.id = $1`, [id]);
    if (!row) throw notFound('call');
    return viewOf(row);
  }
}

function viewOf(row: Row): CiDelivery {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    processedAt: row.processedAt?.toISOString() ?? null,
  };
}
