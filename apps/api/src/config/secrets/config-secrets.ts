import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { SEALED_SECRETS } from '../sealed-columns.js';
import { ConfigSecretsRepository } from './config-secrets.repository.js';

/** Values for whoever hands texts to nodes. */
@Injectable()
export class ConfigSecrets {
  constructor(
    private readonly repository: ConfigSecretsRepository,
    private readonly box: SecretBox,
  ) {}

  /** By name; an environment's own value before the one of all. Names without any are missing. */
  async valuesFor(
    tx: Tx,
    projectId: string,
    environmentId: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.repository.valuesFor(tx, projectId, environmentId, names);
    return new Map(rows.map(({ id, name, sealed }) => [name, this.box.open(SEALED_SECRETS, [id], sealed)]));
  }
}
