import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export interface MembershipRow {
  readonly nodeId: string;
  readonly projectId: string;
  readonly environmentId: string;
}

const PUT = `
  INSERT INTO node_memberships (node_id, project_id, environment_id)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[])
  ON CONFLICT (node_id, project_id) DO UPDATE SET environment_id = excluded.environment_id, created_at = now()
  WHERE node_memberships.environment_id <> excluded.environment_id`;

@Injectable()
export class MembershipsRepository {
  async put(tx: Tx, rows: readonly MembershipRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(PUT, [
      rows.map(({ nodeId }) => nodeId),
      rows.map(({ projectId }) => projectId),
      rows.map(({ environmentId }) => environmentId),
    ]);
  }

  /** The environment of the project that the node serves, or null. */
  async environmentOf(tx: Tx, nodeId: string, projectId: string): Promise<string | null> {
    const [row] = await tx.query<{ environmentId: string }[]>(
      'SELECT environment_id AS "environmentId" FROM node_memberships WHERE node_id = $1 AND project_id = $2',
      [nodeId, projectId],
    );
    return row?.environmentId ?? null;
  }

  /** False when the node did not serve the project. */
  async remove(tx: Tx, nodeId: string, projectId: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'DELETE FROM node_memberships WHERE node_id = $1 AND project_id = $2',
      [nodeId, projectId],
    );
    return count > 0;
  }

  /** Of the given environments, each that exists with its project. */
  async projectsOf(tx: Tx, environmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ id: string; projectId: string }[]>(
      'SELECT id, project_id AS "projectId" FROM environments WHERE id = ANY ($1::uuid[])',
      [environmentIds],
    );
    return new Map(rows.map(({ id, projectId }) => [id, projectId]));
  }

  /** Environments by `<project code>/<environment code>`. */
  async byCodes(
    tx: Tx,
    codes: readonly { readonly project: string; readonly environment: string }[],
  ): Promise<ReadonlyMap<string, Omit<MembershipRow, 'nodeId'>>> {
    const rows = await tx.query<{ key: string; projectId: string; environmentId: string }[]>(
      `SELECT j.code || '/' || e.code AS key, j.id AS "projectId", e.id AS "environmentId"
       FROM environments e JOIN projects j ON j.id = e.project_id
       WHERE (j.code, e.code) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [codes.map(({ project }) => project), codes.map(({ environment }) => environment)],
    );
    return new Map(rows.map(({ key, projectId, environmentId }) => [key, { projectId, environmentId }]));
  }
}
