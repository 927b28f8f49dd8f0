import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Database } from '../database/index.js';
import { type RowKey, SEALED_COLUMNS, type SealedColumn } from './sealed-column.js';
import { SealedRowsRepository } from './sealed-rows.repository.js';
import { SecretBox } from './secret-box.js';
import { SecretKeys } from './secret-keys.js';

const EVERY_MS = 60_000;
const PAUSE_MS = 50;
const BATCH = 200;

/** Seals anew, under the current key, what a former one sealed, until nothing needs the former one. */
@Injectable()
export class Resealer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('secrets');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  private hasSaidDone = false;

  constructor(
    private readonly keys: SecretKeys,
    @Inject(SEALED_COLUMNS) private readonly columns: readonly SealedColumn[],
    private readonly database: Database,
    private readonly rows: SealedRowsRepository,
    private readonly box: SecretBox,
  ) {}

  /** Again and again, as replicas that have not been started with the new key yet still seal with the former one. */
  onApplicationBootstrap(): void {
    if (this.keys.former.length === 0) return;
    this.look();
    this.timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Everything once; answers how many are sealed under the current key now that were not before. */
  async resealAll(pauseMs = PAUSE_MS): Promise<number> {
    let resealed = 0;
    for (const column of this.columns) resealed += await this.resealColumn(column, pauseMs);
    return resealed;
  }

  private look(): void {
    this.running = this.running
      .then(() => (this.isStopped ? 0 : this.resealAll()))
      .then((resealed) => this.sayWhatIsLeft(resealed))
      .catch((error: unknown) => this.logger.warn(`sealing anew failed: ${String(error)}`));
  }

  private async resealColumn(column: SealedColumn, pauseMs: number): Promise<number> {
    let resealed = 0;
    for (let after: RowKey | undefined = []; after && !this.isStopped;) {
      const batch: Batch = await this.resealSome(column, after);
      resealed += batch.resealed;
      if (batch.resealed > 0)
        this.logger.log(`${resealed} secrets of ${column.table}.${column.column} are sealed anew`);
      after = batch.last;
      if (after) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return resealed;
  }

  private resealSome(column: SealedColumn, after: RowKey): Promise<Batch> {
    const keyIds = this.keys.former.map(({ id }) => id);
    return this.database.transaction(async (tx) => {
      const found = await this.rows.lockSome(tx, column, { keyIds, after, limit: BATCH });
      let resealed = 0;
      for (const { row, sealed } of found) {
        const text = this.box.openIfReadable(column, row, sealed);
        if (text === undefined) {
          this.logger.error(
            `${column.table}.${column.column} of ${row.join(' ')} can't be opened: it was changed or moved in the database`,
          );
          continue;
        }
        await this.rows.replace(tx, column, { row, sealed: this.box.seal(column, row, text) });
        resealed += 1;
      }
      return { resealed, last: found.at(-1)?.row };
    });
  }

  private async sayWhatIsLeft(resealed: number): Promise<void> {
    if (this.hasSaidDone && resealed === 0) return;
    let left = 0;
    for (const column of this.columns)
      for (const { keyId, count } of await this.rows.counts(this.database.reader, column))
        if (this.keys.former.some(({ id }) => id === keyId)) left += count;
    this.hasSaidDone = left === 0;
    this.logger.log(
      left === 0
        ? 'no stored secret needs a former SECRET_KEY any more'
        : `${left} secrets are still sealed with a former SECRET_KEY`,
    );
  }
}

interface Batch {
  readonly resealed: number;
  /** Undefined: there are no more. */
  readonly last: RowKey | undefined;
}
