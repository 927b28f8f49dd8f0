import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

export type Enforcement = 'off' | 'enforce';

export interface DriftPolicy {
  readonly enforcement: Enforcement;
  /** So many nodes of the environment at the most are asked and not well yet. */
  readonly maxAtOnce: number;
}

/** Until somebody sets another one, findings are shown and nothing is done about them. */
export const DEFAULT_POLICY: DriftPolicy = { enforcement: 'off', maxAtOnce: 1 };

export interface PlacedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
}

const PUT = `
  INSERT INTO drift_policies (environment_id, enforcement, max_at_once) VALUES ($1, $2, $3)
  ON CONFLICT (environment_id) DO UPDATE SET enforcement = excluded.enforcement, max_at_once = excluded.max_at_once`;

@Injectable()
export class DriftPoliciesRepository {
  /** Whatever was sent as its id. */
  async environment(tx: Tx, environmentId: string): Promise<PlacedEnvironment | undefined> {
    const [row] = await tx.query<PlacedEnvironment[]>(
      'SELECT id, name, project_id AS "projectId" FROM environments WHERE id::text = $1',
      [environmentId],
    );
    return row;
  }

  async get(tx: Tx, environmentId: string): Promise<DriftPolicy> {
    const [row] = await tx.query<DriftPolicy[]>(
      'SELECT enforcement, max_at_once AS "maxAtOnce" FROM drift_policies WHERE environment_id = $1',
      [environmentId],
    );
    return row ?? DEFAULT_POLICY;
  }

  async put(tx: Tx, environmentId: string, policy: DriftPolicy): Promise<void> {
    await tx.query(PUT, [environmentId, policy.enforcement, policy.maxAtOnce]);
  }

  async enforcedIds(tx: Tx): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT environment_id AS id FROM drift_policies WHERE enforcement = 'enforce' ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  }

  /** For whoever enforces; undefined when another process does, or nobody should any more. */
  async tryLockEnforced(tx: Tx, environmentId: string): Promise<DriftPolicy | undefined> {
    const [row] = await tx.query<DriftPolicy[]>(
      `SELECT enforcement, max_at_once AS "maxAtOnce" FROM drift_policies
       WHERE environment_id = $1 AND enforcement = 'enforce' FOR UPDATE SKIP LOCKED`,
      [environmentId],
    );
    return row;
  }
}
