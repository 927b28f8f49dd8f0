import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';

@Injectable()
export class ConfigSecretsRepository {
  async valuesFor(
    tx: Tx,
    projectId: string,
    environmentId: string,
    names: readonly string[],
  ): Promise<readonly { readonly id: string; readonly name: string; readonly sealed: string }[]> {
    return tx.query(
      `SELECT DISTINCT ON (name) id, name, sealed FROM config_secrets
       WHERE project_id = $1 AND name = ANY ($3) AND (environment_id = $2 OR environment_id IS NULL)
       ORDER BY name, environment_id NULLS LAST`,
      [projectId, environmentId, names],
    );
  }
}
