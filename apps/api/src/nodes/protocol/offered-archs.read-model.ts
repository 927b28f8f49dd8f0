import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';

/** A release with several architectures can't be deployed to a node of unknown architecture; it stays approved. */
const OFFERED = `
  SELECT array(SELECT DISTINCT a ->> 'arch' FROM jsonb_array_elements(r.rollout -> 'plan' -> 'bins') b,
    jsonb_array_elements(b -> 'artifacts') a WHERE b ->> 'bin' = $2 ORDER BY 1) AS archs
  FROM releases r JOIN node_memberships m ON m.environment_id = r.environment_id
  WHERE m.node_id = $1 AND r.bin_names @> ARRAY[$2::text]
    AND r.status NOT IN ('draft', 'pending_approval', 'rejected', 'cancelled')
  ORDER BY r.number DESC LIMIT 1`;

/** Why a node whose architecture is unknown was given nothing: what releases of its environment have to offer. */
@Injectable()
export class OfferedArchsReadModel {
  constructor(private readonly database: Database) {}

  async of(nodeId: string, bin: string): Promise<readonly string[]> {
    const [latest] = await this.database.reader.query<{ archs: string[] }[]>(OFFERED, [nodeId, bin]);
    return latest?.archs ?? [];
  }
}
