import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-column.js';
import { SealedRowsRepository } from './sealed-rows.repository.js';
import { SecretKeysRepository } from './secret-keys.repository.js';
import { SecretKeys } from './secret-keys.js';

export interface KeyUses {
  readonly id: string;
  readonly state: 'current' | 'former' | 'missing';
  readonly currentSince: Date | null;
  readonly sealed: number;
}

/** How many stored secrets each key is needed for. */
@Injectable()
export class SealedSecrets {
  constructor(
    private readonly keys: SecretKeys,
    @Inject(SEALED_COLUMNS) private readonly columns: readonly SealedColumn[],
    private readonly database: Database,
    private readonly rows: SealedRowsRepository,
    private readonly repository: SecretKeysRepository,
  ) {}

  /** The current key first, then the former ones, then what is missing. */
  async byKey(): Promise<readonly KeyUses[]> {
    const tx = this.database.reader;
    const sealed = new Map(this.keys.all.map(({ id }) => [id, 0]));
    for (const column of this.columns)
      for (const { keyId, count } of await this.rows.counts(tx, column))
        sealed.set(keyId, (sealed.get(keyId) ?? 0) + count);
    const noted = await this.repository.latestFirst(tx);
    return [...sealed].map(([id, count]) => ({
      id,
      state: this.stateOf(id),
      currentSince: noted.find((key) => key.id === id)?.currentSince ?? null,
      sealed: count,
    }));
  }

  private stateOf(id: string): KeyUses['state'] {
    if (id === this.keys.current.id) return 'current';
    return this.keys.former.some((key) => key.id === id) ? 'former' : 'missing';
  }
}
