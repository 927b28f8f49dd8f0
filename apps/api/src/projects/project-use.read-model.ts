import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';

const PROJECT_IN_USE = `
  SELECT EXISTS (SELECT 1 FROM bins WHERE project_id = $1)
    OR EXISTS (SELECT 1 FROM releases WHERE project_id = $1)
    OR EXISTS (SELECT 1 FROM node_memberships WHERE project_id = $1)
    OR EXISTS (SELECT 1 FROM baselines b JOIN environments e ON e.id = b.environment_id WHERE e.project_id = $1) AS "isInUse"`;

const ENVIRONMENT_IN_USE = `
  SELECT EXISTS (SELECT 1 FROM releases WHERE environment_id = $1)
    OR EXISTS (SELECT 1 FROM node_memberships WHERE environment_id = $1)
    OR EXISTS (SELECT 1 FROM baselines WHERE environment_id = $1)
    OR EXISTS (SELECT 1 FROM config_versions WHERE environment_id = $1)
    OR EXISTS (SELECT 1 FROM config_publications WHERE environment_id = $1)
    OR EXISTS (SELECT 1 FROM environments WHERE promotion_from_id = $1) AS "isInUse"`;

const OPEN_REQUESTS = `
  SELECT count(*)::int AS count FROM releases
  WHERE environment_id = $1 AND status IN ('pending_approval', 'approved', 'scheduled')`;

/** Whether something would be lost with it. */
@Injectable()
export class ProjectUseReadModel {
  async isProjectInUse(tx: Tx, projectId: string): Promise<boolean> {
    return first(await tx.query<{ isInUse: boolean }[]>(PROJECT_IN_USE, [projectId]));
  }

  async isEnvironmentInUse(tx: Tx, environmentId: string): Promise<boolean> {
    return first(await tx.query<{ isInUse: boolean }[]>(ENVIRONMENT_IN_USE, [environmentId]));
  }

  /** Releases that wait for approval, or have it and were not deployed. */
  async openRequests(tx: Tx, environmentId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(OPEN_REQUESTS, [environmentId]);
    return row?.count ?? 0;
  }
}

function first(rows: readonly { readonly isInUse: boolean }[]): boolean {
  return rows[0]?.isInUse ?? true;
}
