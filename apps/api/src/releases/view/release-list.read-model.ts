import { Injectable } from '@nestjs/common';
import { LIVE_STATUSES } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import { decodeCursor, toPage, type Page } from '../../platform/http/index.js';
import { isUuid } from '../store/releases.repository.js';
import type { ListedRelease, ReleaseRow } from './release-row.js';

export interface ReleaseFilter {
  /** Undefined: all projects. */
  readonly projectIds: readonly string[] | undefined;
  readonly environmentId?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly isActive?: boolean | undefined;
  readonly bin?: string | undefined;
  readonly text?: string | undefined;
  /** Only those about which somebody was asked. */
  readonly wasAsked?: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const COLUMNS = `r.id, r.number, r.project_id AS "projectId", r.environment_id AS "environmentId", r.kind, r.rollback_of_id AS "rollbackOfId",
    r.title, r.notes, r.status, r.revision, r.plan_hash AS "planHash", r.event_seq AS "eventSeq",
    r.bin_names AS "binNames",
    ARRAY(SELECT b.name FROM bins b WHERE b.name = ANY (r.bin_names) AND b.kind = 'config') AS "configNames", r.versions, r.from_versions AS "fromVersions", r.maker_ids AS "makerIds", r.author_id AS "authorId",
    r.strategy_template_id AS "strategyTemplateId", r.strategy_template_name AS "strategyTemplateName",
    r.is_template_changed AS "isTemplateChanged",
    r.created_at AS "createdAt", r.submitted_at AS "submittedAt", r.deployed_at AS "deployedAt", r.finished_at AS "finishedAt",
    json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'isArchived', p.archived_at IS NOT NULL) AS project,
    json_build_object('id', e.id, 'code', e.code, 'name', e.name, 'isProduction', e.is_production,
      'approvalPolicy', e.approval_policy, 'rollbackWindowHours', e.rollback_window_hours) AS environment,
    json_build_object('id', u.id, 'name', u.name) AS author,
    (SELECT json_build_object('id', o.id, 'number', o.number) FROM releases o WHERE o.id = r.rollback_of_id) AS "rollbackOf",
    (SELECT b.id FROM releases b WHERE b.rollback_of_id = r.id ORDER BY b.number DESC LIMIT 1) AS "rollbackReleaseId",
    CASE WHEN r.status = 'superseded' THEN (SELECT json_build_object('id', s.id, 'number', s.number)
      FROM release_events v JOIN releases s ON s.number = (v.data ->> 'by')::int
      WHERE v.release_id = r.id AND v.type = 'release.superseded' LIMIT 1) END AS "supersededBy"`;

const AROUND = `
  FROM releases r JOIN projects p ON p.id = r.project_id JOIN environments e ON e.id = r.environment_id JOIN users u ON u.id = r.author_id`;

/** A way back names every node that it is about, and no list does. */
const LISTED = `SELECT ${COLUMNS}, jsonb_set(r.rollout, '{plan,selector,nodeIds}', '[]') AS rollout ${AROUND}`;
const WHOLE = `SELECT ${COLUMNS}, r.draft, r.rollout ${AROUND}`;

const WAS_ASKED = `EXISTS (SELECT 1 FROM approval_requests q
  WHERE q.release_id = r.id AND jsonb_array_length(q.policy -> 'levels') > 0)`;

@Injectable()
export class ReleaseListReadModel {
  async list(tx: Tx, filter: ReleaseFilter): Promise<Page<ListedRelease>> {
    const cursor = decodeCursor(filter.cursor, ['count']);
    const parameters: unknown[] = [];
    const conditions: string[] = [];
    const add = (condition: (place: string) => string, value: unknown): void => {
      parameters.push(value);
      conditions.push(condition(`$${parameters.length}`));
    };
    if (filter.projectIds) add((place) => `r.project_id = ANY (${place})`, filter.projectIds);
    if (filter.environmentId) add((place) => `r.environment_id = ${place}`, filter.environmentId);
    if (filter.statuses) add((place) => `r.status = ANY (${place})`, filter.statuses);
    if (filter.isActive) add((place) => `r.status = ANY (${place})`, [...LIVE_STATUSES]);
    if (filter.bin) add((place) => `r.bin_names @> ARRAY[${place}]`, filter.bin);
    if (filter.text) add((place) => searchCondition(place), `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`);
    if (filter.wasAsked) conditions.push(WAS_ASKED);
    if (cursor) add((place) => `r.number < ${place}`, cursor[0]);
    parameters.push(filter.limit + 1);
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows: ListedRelease[] = await tx.query(
      // eslint-disable-next-line no-restricted-syntax -- conditions that stand above, with places for their values
      `${LISTED} ${where} ORDER BY r.number DESC LIMIT $${parameters.length}`,
      parameters,
    );
    return toPage(rows, filter.limit, (row) => [row.number]);
  }

  async one(tx: Tx, id: string): Promise<ReleaseRow | undefined> {
    if (!isUuid(id)) return undefined;
    const [row]: ReleaseRow[] = await tx.query(`${WHOLE} WHERE r.id = $1`, [id]);
    return row;
  }

  async projectOf(tx: Tx, id: string): Promise<string | undefined> {
    if (!isUuid(id)) return undefined;
    const [row]: { projectId: string }[] = await tx.query(
      'SELECT project_id AS "projectId" FROM releases WHERE id = $1',
      [id],
    );
    return row?.projectId;
  }
}

function searchCondition(place: string): string {
  return `(r.title ILIKE ${place} OR p.code ILIKE ${place} OR array_to_string(r.bin_names || r.versions, ' ') ILIKE ${place} OR '#' || r.number LIKE ${place})`;
}
