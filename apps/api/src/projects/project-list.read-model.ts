import { Injectable } from '@nestjs/common';
import { peopleRequired, type ApprovalPolicy } from '@release-console/approval-policy';
import type { Actor } from '../platform/auth-guard/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { decodeCursor, notFound, toPage, type Page } from '../platform/http/index.js';
import type { Environment } from './environment.dto.js';
import type { Project, ProjectQuery } from './project.dto.js';

type Row = Omit<Project, 'archivedAt' | 'createdAt' | 'updatedAt' | 'myRole' | 'environments'> & {
  readonly environments: readonly (Omit<Environment, 'requiredApprovals'> & {
    readonly approvalPolicy: ApprovalPolicy;
  })[];
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const PROJECTS = `
  SELECT p.id, p.code, p.name, p.description, p.owner, p.repository_url AS "repositoryUrl", p.build_tool AS "buildTool",
    p.deployment_type AS "deploymentType", p.archived_at AS "archivedAt", p.revision, p.created_at AS "createdAt",
    p.updated_at AS "updatedAt", coalesce(e.list, '[]') AS environments
  FROM projects p
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
      'id', e.id, 'code', e.code, 'name', e.name, 'position', e.position, 'isProduction', e.is_production,
      'approvalPolicy', e.approval_policy, 'rollbackWindowHours', e.rollback_window_hours,
      'promotionRule', CASE WHEN e.promotion_from_id IS NOT NULL THEN jsonb_build_object(
        'fromEnvironmentId', e.promotion_from_id, 'soakHours', e.promotion_soak_hours) END,
      'nodeCount', (SELECT count(*) FROM node_memberships n WHERE n.environment_id = e.id)
    ) ORDER BY e.position, e.code) AS list
    FROM environments e WHERE e.project_id = p.id
  ) e ON true`;

const LIST = `${PROJECTS}
  WHERE ($1::uuid[] IS NULL OR p.id = ANY ($1))
    AND ($2::text IS NULL OR strpos(lower(p.code || ' ' || p.name), lower($2)) > 0)
    AND (p.archived_at IS NOT NULL) = $3
    AND ($4::uuid IS NULL OR p.id < $4)
  ORDER BY p.id DESC LIMIT $5`;

const ONE = `${PROJECTS} WHERE p.id = $1`;

@Injectable()
export class ProjectListReadModel {
  constructor(private readonly database: Database) {}

  async list(actor: Actor, { q, archived, cursor, limit }: ProjectQuery): Promise<Page<Project>> {
    const [before] = decodeCursor(cursor, ['uuid']) ?? [];
    const filters = [
      actor.visibleProjectIds ?? null,
      q ?? null,
      archived === 'true',
      before ?? null,
      limit + 1,
    ];
    const rows = await this.database.reader.query<Row[]>(LIST, filters);
    return toPage(
      rows.map((row) => toProject(row, actor)),
      limit,
      ({ id }) => [id],
    );
  }

  async get(tx: Tx, actor: Actor, id: string): Promise<Project> {
    const [row] = await tx.query<Row[]>(ONE, [id]);
    if (!row) throw notFound('project');
    return toProject(row, actor);
  }
}

function toProject(row: Row, actor: Actor): Project {
  return {
    ...row,
    environments: row.environments.map(({ approvalPolicy, ...environment }) => ({
      ...environment,
      requiredApprovals: peopleRequired(approvalPolicy),
    })),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    myRole: actor.isAdmin ? 'admin' : (actor.roleIn(row.id) ?? 'viewer'),
  };
}
