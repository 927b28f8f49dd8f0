import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { SEALED_SECRETS } from '../sealed-columns.js';
import { ConfigSecretsRepository } from './config-secrets.repository.js';

/** Which secrets of a project have a value, for each environment by its id. */
export type KnownNames = (environmentId: string) => readonly string[];

/** The values of secrets, for whoever publishes. */
@Injectable()
export class ConfigSecrets {
  constructor(
    private readonly secrets: ConfigSecretsRepository,
    private readonly box: SecretBox,
  ) {}

  /** By name; of the environment, else for all of them. Those without a value are not among them. */
  async valuesFor(
    tx: Tx,
    projectId: string,
    environmentId: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.secrets.valuesFor(tx, projectId, environmentId, names);
    return new Map(rows.map(({ id, name, sealed }) => [name, this.box.open(SEALED_SECRETS, [id], sealed)]));
  }

  async knownNames(tx: Tx, projectId: string): Promise<KnownNames> {
    const all = await this.secrets.listOf(tx, projectId);
    return (environmentId) => [
      ...new Set(
        all
          .filter((secret) => secret.environmentId === null || secret.environmentId === environmentId)
          .map(({ name }) => name),
      ),
    ];
  }
}
