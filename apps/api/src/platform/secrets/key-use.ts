import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Database } from '../database/index.js';
import { SETTINGS, type Settings } from '../settings/index.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-column.js';
import { SealedRowsRepository } from './sealed-rows.repository.js';
import { SecretKeysRepository } from './secret-keys.repository.js';
import { SecretKeys } from './secret-keys.js';

/** Before anything is served: is the key there that opens what is stored, and since when is the current one in use? */
@Injectable()
export class KeyUse implements OnModuleInit {
  private readonly logger = new Logger('secrets');
  private since: Date | undefined;

  constructor(
    private readonly keys: SecretKeys,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(SEALED_COLUMNS) private readonly columns: readonly SealedColumn[],
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly repository: SecretKeysRepository,
    private readonly rows: SealedRowsRepository,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const column of this.columns) await this.ensureReadable(column);
    const { id } = this.keys.current;
    this.since = await this.database.transaction((tx) => this.repository.use(tx, id, this.clock.now()));
  }

  /** What a former key signed and gave out for `seconds` may still be about. */
  isFormerAccepted(seconds: number): boolean {
    return this.since !== undefined && this.clock.millis() < this.since.getTime() + seconds * 1000;
  }

  private async ensureReadable(column: SealedColumn): Promise<void> {
    const known = [...this.keys.all.map(({ id }) => id), ...this.settings.lostSecretKeys];
    const counts = await this.rows.counts(this.database.reader, column);
    for (const { keyId, count } of counts.filter((sealed) => !known.includes(sealed.keyId))) {
      const what = `${count} secret${count === 1 ? '' : 's'} in ${column.table}.${column.column} ${count === 1 ? 'is' : 'are'} sealed with the SECRET_KEY that has the id ${keyId}`;
      if (!column.isForgettable)
        throw new Error(
          `${what}, and the one given has the id ${this.keys.current.id}; start with that key as SECRET_KEY or name it in FORMER_SECRET_KEYS. If it is lost for good, LOST_SECRET_KEYS=${keyId} starts without these secrets`,
        );
      this.logger.warn(`${what}; without it they are lost`);
    }
  }
}
