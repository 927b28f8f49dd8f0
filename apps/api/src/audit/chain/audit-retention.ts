import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { Rounds } from '../../platform/scheduler/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { AuditLog } from '../audit-log.repository.js';
import { SYSTEM } from '../audit-record.js';
import { AuditSeals } from './audit-seals.js';
import { ChainRepository } from './chain.repository.js';
import { ChainVerifier } from './chain-verifier.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 24 * EVERY_MS;
const BATCH = 2_000;

/** Removes what is older than the settings keep, from the beginning on, and moves the beginning of the chain along. */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('audit');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweep(),
    ({ message }) => this.logger.warn(`removing old entries failed: ${message}`),
  );

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly chain: ChainRepository,
    private readonly seals: AuditSeals,
    private readonly verifier: ChainVerifier,
    private readonly log: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.auditRetentionDays > 0) this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  /** A day's worth at once, so that the log is read for it once a day; and nothing of a log that is not whole. */
  async sweep(): Promise<void> {
    const before = new Date(this.clock.millis() - this.settings.auditRetentionDays * DAY_MS);
    const oldest = await this.chain.oldestAt(this.database.reader);
    if (oldest === null || oldest.getTime() > before.getTime() - DAY_MS) return;
    const { fault } = await this.verifier.verify();
    if (fault) {
      this.logger.error(
        `no old entries are removed: the log is not whole (${fault.kind}${fault.seq === null ? '' : ` at entry ${fault.seq}`}); GET /api/v1/audit/verify says more`,
      );
      return;
    }
    while (await this.removeSome(before));
  }

  private removeSome(before: Date): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const { head } = await this.chain.lockHead(tx, 0);
      const last = await this.chain.lastBefore(tx, before, head.removed + BATCH);
      if (!last || !this.seals.provesHead(head, head.seal)) return false;
      const after = { ...head, removed: last.seq, removedHash: last.hash };
      await this.chain.removeUpTo(tx, after, this.seals.ofHead(after));
      await this.log.record(tx, {
        actor: SYSTEM,
        action: 'audit.expired',
        subject: { type: 'audit', id: 'chain' },
        data: { first: head.removed + 1, last: last.seq, before, hash: last.hash.toString('hex') },
      });
      return last.seq === head.removed + BATCH;
    });
  }
}
