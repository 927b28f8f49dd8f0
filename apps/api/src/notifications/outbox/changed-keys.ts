import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { VersionChange } from '../messages/event-data.js';

/** Names of the keys that change, without their values; undefined for what is no configuration. */
export type KeysOf = (
  tx: Tx,
  environmentId: string,
  change: VersionChange,
) => Promise<readonly string[] | undefined>;

/** What a version of a configuration changes is known where configurations are; that room says it when it is asked. */
@Injectable()
export class ChangedKeys {
  private keysOf: KeysOf = () => Promise.resolve(undefined);

  register(keysOf: KeysOf): void {
    this.keysOf = keysOf;
  }

  async of(
    tx: Tx,
    environmentId: string | null,
    changes: readonly VersionChange[],
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const named: [string, readonly string[]][] = [];
    if (environmentId === null) return {};
    for (const change of changes) {
      const keys = await this.keysOf(tx, environmentId, change);
      if (keys) named.push([change.bin, keys]);
    }
    return Object.fromEntries(named);
  }
}
