import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { AuditSeals } from './audit-seals.js';
import { ChainRepository } from './chain.repository.js';
import { ChainWriter } from './chain-writer.js';

/** A console that begins proves where the chain ends, or notes in the chain that it could not. */
@Injectable()
export class ChainStart implements OnApplicationBootstrap {
  private readonly logger = new Logger('audit');

  constructor(
    private readonly database: Database,
    private readonly chain: ChainRepository,
    private readonly seals: AuditSeals,
    private readonly writer: ChainWriter,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const head = await this.chain.head(tx);
      if (head?.seal && !this.seals.provesHead(head, head.seal))
        this.logger.warn(
          `the end of the audit log (entry ${head.count}) is not as this console sealed it: SECRET_KEY is another, or somebody changed it in the database`,
        );
      await this.writer.writeLast(tx, []);
    });
  }
}
