import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { currentOf, standingOf, type NamingRelease, type Standing } from './publication-state.js';

/** A published text and what became of it. */
export interface PublicationRow extends Standing {
  readonly id: string;
  readonly fileId: string;
  readonly environmentId: string;
  readonly environmentCode: string;
  /** The name of the version, too. */
  readonly number: number;
  readonly binVersionId: string;
  readonly baseNumber: number;
  readonly overrideNumber: number;
  /** Of the text as written; null for a deletion. Not for people, where the file is a secret. */
  readonly textSha256: string | null;
  /** Of what nodes get. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly publishedAt: Date;
  readonly publishedByName: string;
}

export interface WhichPublications {
  readonly fileIds?: readonly string[];
  readonly publicationIds?: readonly string[];
  /** Only so many of each environment, beside the one that new nodes get. */
  readonly mostPerEnvironment?: number;
}

type Stored = Omit<PublicationRow, keyof Standing> & {
  readonly bin: string;
  readonly baseline: string | null;
  readonly baselineAt: Date | null;
};
type Named = NamingRelease & { readonly environmentId: string; readonly bin: string };

const PUBLICATIONS = `
  SELECT p.id, p.file_id AS "fileId", p.environment_id AS "environmentId", e.code AS "environmentCode", p.number,
    p.bin_version_id AS "binVersionId", p.base_number AS "baseNumber", p.override_number AS "overrideNumber",
    p.text_sha256 AS "textSha256", a.sha256, a.size_bytes::float8 AS "sizeBytes", p.published_at AS "publishedAt",
    p.published_by_name AS "publishedByName", b.name AS bin, known.version AS baseline, base.set_at AS "baselineAt"
  FROM (SELECT x.*, row_number() OVER (PARTITION BY x.file_id, x.environment_id ORDER BY x.id DESC) AS rank
    FROM config_publications x WHERE ($1::uuid[] IS NULL OR x.file_id = ANY ($1)) AND ($2::uuid[] IS NULL OR x.id = ANY ($2))) p
  JOIN environments e ON e.id = p.environment_id
  JOIN config_files f ON f.id = p.file_id JOIN bins b ON b.id = f.bin_id
  JOIN artifacts a ON a.version_id = p.bin_version_id
  LEFT JOIN baselines base ON base.environment_id = p.environment_id AND base.bin_id = f.bin_id
  LEFT JOIN bin_versions known ON known.id = base.version_id
  WHERE $3::int IS NULL OR p.rank <= $3 OR base.version_id = p.bin_version_id
  ORDER BY p.id DESC`;

const RELEASES = `
  SELECT r.id, r.number, r.environment_id AS "environmentId", r.status, named.bin, named.version, r.finished_at AS "finishedAt",
    back.notes AS "backReason", why.data AS why
  FROM releases r CROSS JOIN LATERAL unnest(r.bin_names, r.versions) AS named (bin, version)
  LEFT JOIN LATERAL (SELECT k.notes FROM releases k WHERE k.rollback_of_id = r.id AND named.bin = ANY (k.bin_names)
    AND k.status IN ('completed', 'completed_with_exceptions') ORDER BY k.number DESC LIMIT 1) back ON r.kind = 'forward'
  LEFT JOIN LATERAL (SELECT e.data FROM release_events e WHERE e.release_id = r.id
    AND e.type IN ('rollback.started', 'release.failed') ORDER BY e.seq DESC LIMIT 1) why
    ON r.status IN ('rolling_back', 'rolled_back', 'rolled_back_with_exceptions', 'failed')
  WHERE r.environment_id = ANY ($1::uuid[]) AND r.bin_names && $2::text[] AND named.bin = ANY ($2)
  ORDER BY r.number`;

/** What became of published texts, by the releases that brought them. */
@Injectable()
export class PublicationStates {
  /** Of one file in one environment, newest first. */
  async inEnvironment(tx: Tx, fileId: string, environmentId: string): Promise<readonly PublicationRow[]> {
    const rows = await this.of(tx, { fileIds: [fileId] });
    return rows.filter((row) => row.environmentId === environmentId);
  }

  /** Newest first. Neither of files nor of ids given: of all. */
  async of(tx: Tx, which: WhichPublications): Promise<readonly PublicationRow[]> {
    const { fileIds = null, publicationIds = null, mostPerEnvironment = null } = which;
    const stored = await tx.query<Stored[]>(PUBLICATIONS, [fileIds, publicationIds, mostPerEnvironment]);
    if (stored.length === 0) return [];
    const places = [...new Set(stored.map(({ environmentId }) => environmentId))];
    const bins = [...new Set(stored.map(({ bin }) => bin))];
    const byPlace = new Map<string, Named[]>();
    for (const release of await tx.query<Named[]>(RELEASES, [places, bins])) {
      const known = byPlace.get(placeOf(release));
      if (known) known.push(release);
      else byPlace.set(placeOf(release), [release]);
    }
    return stored.map(({ bin, baseline, baselineAt, ...row }) => {
      const releases = byPlace.get(placeOf({ ...row, bin })) ?? [];
      const kept = baseline === null || baselineAt === null ? null : { version: baseline, setAt: baselineAt };
      return { ...row, ...standingOf(String(row.number), releases, currentOf(releases, kept)) };
    });
  }
}

/** What nodes have that join now. */
export function stableOf(rows: readonly PublicationRow[]): PublicationRow | undefined {
  return rows.find(({ state }) => state === 'stable');
}

function placeOf({ environmentId, bin }: { readonly environmentId: string; readonly bin: string }): string {
  return `${environmentId} ${bin}`;
}
