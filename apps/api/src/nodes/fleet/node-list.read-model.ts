import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { decodeCursor, encodeCursor } from '../../platform/http/index.js';
import { PresenceBook } from '../presence/presence-book.js';
import { PRESENCES, type Presence } from '../rules/node-words.js';
import type { Node, NodePage, NodeSummary } from './node.dto.js';
import type { NodeListQuery } from './node-request.dto.js';
import { toNode, type NodeRow } from './node-row.js';

/** The limits of `presenceOf`, once more for the database; a spec compares the two. */
export const PRESENCE_SQL = `
  CASE WHEN p.last_seen_at IS NULL THEN 'never'
    WHEN extract(epoch FROM $1::timestamptz - p.last_seen_at) <= GREATEST(2.5 * p.expected_seconds, 15) THEN 'online'
    WHEN extract(epoch FROM $1::timestamptz - p.last_seen_at) <= GREATEST(10 * p.expected_seconds, 15) THEN 'stale'
    ELSE 'offline' END`;

const HELD = `((n.held_reason IS NOT NULL AND (n.held_until IS NULL OR n.held_until > $1::timestamptz))
    OR EXISTS (SELECT 1 FROM node_holds h LEFT JOIN bins b ON b.id = h.bin_id WHERE h.node_id = n.id AND h.ended_at IS NULL
      AND ($2::uuid[] IS NULL OR h.bin_id IS NULL OR b.project_id = ANY ($2))))`;

const DRIFTED = `EXISTS (SELECT 1 FROM drift_findings f JOIN bins b ON b.id = f.bin_id WHERE f.node_id = n.id
    AND f.closed_at IS NULL AND ($2::uuid[] IS NULL OR b.project_id = ANY ($2)))`;

const VISIBLE = `
  ($2::uuid[] IS NULL
    OR EXISTS (SELECT 1 FROM node_memberships v WHERE v.node_id = n.id AND v.project_id = ANY ($2))
    OR NOT EXISTS (SELECT 1 FROM node_memberships v WHERE v.node_id = n.id))
  AND ($3::uuid IS NULL OR EXISTS (SELECT 1 FROM node_memberships f WHERE f.node_id = n.id AND f.project_id = $3))`;

const FOUND = `
  FROM nodes n LEFT JOIN node_presence p ON p.node_id = n.id
  WHERE ${VISIBLE}
    AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM node_memberships f WHERE f.node_id = n.id AND f.environment_id = $4))
    AND ($5::text IS NULL OR n.lifecycle = $5)
    AND ($6::text IS NULL OR strpos(lower(n.id || ' ' || n.name || ' ' || COALESCE(n.host_name, '')), lower($6)) > 0)
    AND ($7::jsonb IS NULL OR n.labels @> $7::jsonb)
    AND ($8::text IS NULL OR ${PRESENCE_SQL} = $8)
    AND ($9::boolean IS NULL OR ${HELD} = $9)
    AND ($10::boolean IS NULL OR (n.quarantined_at IS NOT NULL) = $10)
    AND ($11::boolean IS NULL OR ${DRIFTED} = $11)`;

const DETAILS = `
  SELECT n.id, n.name, n.arch, n.os, n.os_release AS "osRelease", n.agent_version AS "agentVersion", n.protocol, n.side_by_side_bins AS "sideBySideBins", n.labels, n.lifecycle,
    n.held_reason AS "heldReason", n.held_until AS "heldUntil", n.quarantined_at AS "quarantinedAt", n.created_at AS "createdAt", n.created_at::text AS "createdKey",
    (extract(epoch FROM n.last_seen_at) * 1000)::float8 AS "lastSeenAt", n.expected_seconds::float8 AS "expectedSeconds",
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('id', h.id, 'bin', b.name, 'reason', h.reason, 'by', h.created_by_name,
        'since', h.created_at, 'until', h.until) ORDER BY b.name NULLS FIRST)
      FROM node_holds h LEFT JOIN bins b ON b.id = h.bin_id
      WHERE h.node_id = n.id AND h.ended_at IS NULL
        AND ($2::uuid[] IS NULL OR h.bin_id IS NULL OR b.project_id = ANY ($2))), '[]') AS holds,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object('projectId', j.id, 'projectCode', j.code, 'environmentId', e.id, 'environmentCode', e.code) ORDER BY j.code)
      FROM node_memberships m JOIN projects j ON j.id = m.project_id JOIN environments e ON e.id = m.environment_id
      WHERE m.node_id = n.id AND ($2::uuid[] IS NULL OR m.project_id = ANY ($2))), '[]') AS memberships,
    COALESCE((
      SELECT jsonb_agg(jsonb_build_object(
        'bin', b.name, 'sha256', o.sha256, 'healthy', o.healthy, 'source', o.source, 'reportedAt', o.reported_at,
        'progressGeneration', o.progress_generation, 'phase', o.phase, 'errorCode', o.error_code, 'errorMessage', o.error_message,
        'version', (SELECT v.version FROM artifacts a JOIN bin_versions v ON v.id = a.version_id
          WHERE a.sha256 = o.sha256 AND v.bin_id = b.id ORDER BY (v.id = d.version_id) DESC NULLS LAST, v.id DESC LIMIT 1),
        'generation', d.generation, 'desiredSha256', d.sha256, 'desiredVersion', w.version, 'action', d.action, 'reason', d.reason,
        'drift', (SELECT jsonb_build_object('findingId', f.id, 'since', f.since, 'attempts', f.attempts) FROM drift_findings f
          WHERE f.node_id = n.id AND f.bin_id = b.id AND f.closed_at IS NULL)) ORDER BY b.name)
      FROM (
        SELECT bin_id FROM desired_state WHERE node_id = n.id
        UNION SELECT bin_id FROM observed_state WHERE node_id = n.id AND (reported_at IS NOT NULL OR phase IS NOT NULL)
      ) x
      JOIN bins b ON b.id = x.bin_id
      LEFT JOIN desired_state d ON d.node_id = n.id AND d.bin_id = x.bin_id
      LEFT JOIN bin_versions w ON w.id = d.version_id
      LEFT JOIN observed_state o ON o.node_id = n.id AND o.bin_id = x.bin_id
      WHERE $2::uuid[] IS NULL OR b.project_id = ANY ($2)), '[]') AS bins`;

const LIST = `
  WITH page AS (
    SELECT n.*, p.last_seen_at, p.expected_seconds ${FOUND}
      AND ($12::timestamptz IS NULL OR (n.created_at, n.id) < ($12::timestamptz, $13::text))
    ORDER BY n.created_at DESC, n.id DESC LIMIT $14
  ) ${DETAILS} FROM page n ORDER BY n.created_at DESC, n.id DESC`;

const COUNT = `SELECT count(*)::int AS total ${FOUND}`;

const ONE = `
  WITH page AS (
    SELECT n.*, p.last_seen_at, p.expected_seconds FROM nodes n LEFT JOIN node_presence p ON p.node_id = n.id WHERE n.id = $1
  ) ${DETAILS} FROM page n`;

const SUMMARY = `
  SELECT n.lifecycle, ${PRESENCE_SQL} AS presence, count(*)::int AS nodes,
    count(*) FILTER (WHERE ${HELD})::int AS held, count(*) FILTER (WHERE ${DRIFTED})::int AS drifted, count(*) FILTER (WHERE n.quarantined_at IS NOT NULL)::int AS quarantined
  FROM nodes n LEFT JOIN node_presence p ON p.node_id = n.id
  WHERE ${VISIBLE} GROUP BY 1, 2`;

interface SummaryRow {
  readonly lifecycle: string;
  readonly presence: Presence;
  readonly nodes: number;
  readonly held: number;
  readonly drifted: number;
  readonly quarantined: number;
}

type Visible = readonly string[] | undefined;

@Injectable()
export class NodeListReadModel {
  constructor(
    private readonly database: Database,
    private readonly presence: PresenceBook,
    private readonly clock: Clock,
  ) {}

  async list(visible: Visible, query: NodeListQuery): Promise<NodePage> {
    const [createdKey, id] = decodeCursor(query.cursor, ['time', 'text']) ?? [];
    const filter = [
      this.clock.now(),
      visible ?? null,
      query.projectId ?? null,
      query.environmentId ?? null,
      query.lifecycle ?? null,
    ];
    filter.push(query.q ?? null, labelsOf(query.label), query.presence ?? null);
    const marks = [query.isHeld ?? null, query.isQuarantined ?? null, query.isDrifted ?? null];
    const [rows, [count]] = await Promise.all([
      this.database.reader.query<NodeRow[]>(LIST, [
        ...filter,
        ...marks,
        createdKey ?? null,
        id ?? null,
        query.limit + 1,
      ]),
      this.database.reader.query<{ total: number }[]>(COUNT, [...filter, ...marks]),
    ]);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor = rows.length > page.length && last ? encodeCursor([last.createdKey, last.id]) : null;
    return { items: page.map((row) => this.toNode(row)), nextCursor, total: count?.total ?? 0 };
  }

  async get(visible: Visible, nodeId: string): Promise<Node | undefined> {
    const [row] = await this.database.reader.query<NodeRow[]>(ONE, [nodeId, visible ?? null]);
    return row && this.toNode(row);
  }

  async summary(visible: Visible, projectId: string | undefined): Promise<NodeSummary> {
    const rows = await this.database.reader.query<SummaryRow[]>(SUMMARY, [
      this.clock.now(),
      visible ?? null,
      projectId ?? null,
    ]);
    const sum = (matching: (row: (typeof rows)[number]) => boolean): number =>
      rows.filter(matching).reduce((total, { nodes }) => total + nodes, 0);
    const [online, stale, offline, never] = PRESENCES.map((word) => sum(({ presence }) => presence === word));
    const lifecycles = [...new Set(rows.map(({ lifecycle }) => lifecycle))].sort();
    return {
      total: sum(() => true),
      online: online ?? 0,
      stale: stale ?? 0,
      offline: offline ?? 0,
      never: never ?? 0,
      held: rows.reduce((total, { held }) => total + held, 0),
      drifted: rows.reduce((total, { drifted }) => total + drifted, 0),
      quarantined: rows.reduce((total, { quarantined }) => total + quarantined, 0),
      byLifecycle: Object.fromEntries(
        lifecycles.map((word) => [word, sum(({ lifecycle }) => lifecycle === word)]),
      ),
    };
  }

  private toNode(row: NodeRow): Node {
    return toNode(row, this.presence.get(row.id), this.clock.millis());
  }
}

function labelsOf(labels: readonly string[] | undefined): string | null {
  if (!labels?.length) return null;
  return JSON.stringify(
    Object.fromEntries(
      labels.map((label) => [label.slice(0, label.indexOf(':')), label.slice(label.indexOf(':') + 1)]),
    ),
  );
}
