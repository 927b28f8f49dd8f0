import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { decodeCursor, notFound, toPage, type LocalizedText, type Page } from '../../platform/http/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import type { CiSource, CiSourceQuery } from './source.dto.js';

type Row = Omit<
  CiSource,
  'webhookUrl' | 'secrets' | 'circuit' | 'lastDeliveryAt' | 'lastPolledAt' | 'createdAt'
> & {
  readonly failures: number;
  readonly closedUntil: Date | null;
  readonly lastError: LocalizedText | null;
  readonly lastDeliveryAt: Date | null;
  readonly lastPolledAt: Date | null;
  readonly createdAt: Date;
  readonly secrets: readonly { readonly createdAt: string; readonly endsAt: string | null }[];
};

const SOURCES = `
  SELECT s.id, s.project_id AS "projectId", p.code AS "projectCode", s.kind, s.name, s.base_url AS "baseUrl",
    s.user_name AS "userName", s.sealed_token IS NOT NULL AS "hasToken", s.poll_seconds AS "pollSeconds",
    s.is_enabled AS "isEnabled", s.revision, s.failures, s.closed_until AS "closedUntil", s.last_error AS "lastError",
    s.last_delivery_at AS "lastDeliveryAt", s.last_polled_at AS "lastPolledAt", s.created_at AS "createdAt",
    s.created_by_name AS "createdByName",
    (SELECT count(*)::integer FROM ci_rules r WHERE r.source_id = s.id) AS rules,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('createdAt', k.created_at, 'endsAt', k.ends_at) ORDER BY k.id DESC), '[]')
      FROM ci_source_secrets k WHERE k.source_id = s.id) AS secrets
  FROM ci_sources s JOIN projects p ON p.id = s.project_id`;

const LIST = `${SOURCES}
  WHERE ($1::uuid[] IS NULL OR s.project_id = ANY ($1)) AND ($2::uuid IS NULL OR s.project_id = $2)
    AND ($3::uuid IS NULL OR s.id < $3)
  ORDER BY s.id DESC LIMIT $4`;

@Injectable()
export class SourceListReadModel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async list(
    projectIds: readonly string[] | undefined,
    { projectId, cursor, limit }: CiSourceQuery,
  ): Promise<Page<CiSource>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const filters = [projectIds ?? null, projectId ?? null, before ?? null, limit + 1];
    const page = toPage(await this.database.reader.query<Row[]>(LIST, filters), limit, ({ id }) => [id]);
    return { ...page, items: page.items.map((row) => this.viewOf(row)) };
  }

  async get(tx: Tx, id: string): Promise<CiSource> {
    const [row] = await tx.query<Row[]>(`${SOURCES} WHERE s.id = $1`, [id]);
    if (!row) throw notFound('source');
    return this.viewOf(row);
  }

  addressOf(kind: CiSource['kind'], id: string): string {
    return `${this.settings.publicUrl}/api/v1/webhooks/${kind}/${id}`;
  }

  private viewOf({ failures, closedUntil, lastError, secrets, ...row }: Row): CiSource {
    const now = this.clock.millis();
    return {
      ...row,
      webhookUrl: this.addressOf(row.kind, row.id),
      secrets: secrets
        .map(({ createdAt, endsAt }) => ({
          createdAt: new Date(createdAt).toISOString(),
          endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
        }))
        .filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now),
      circuit: {
        isOpen: closedUntil !== null && closedUntil.getTime() > now,
        failures,
        nextTryAt: closedUntil?.toISOString() ?? null,
        error: lastError,
      },
      lastDeliveryAt: row.lastDeliveryAt?.toISOString() ?? null,
      lastPolledAt: row.lastPolledAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    };
  }
}
