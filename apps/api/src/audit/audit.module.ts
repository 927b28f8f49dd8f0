import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditListReadModel } from './audit-list.read-model.js';
import { AuditLog } from './audit-log.repository.js';
import { AuditService } from './audit.service.js';
import { AuditRetention } from './chain/audit-retention.js';
import { AuditSeals } from './chain/audit-seals.js';
import { ChainRepository } from './chain/chain.repository.js';
import { ChainStart } from './chain/chain-start.js';
import { ChainVerifier } from './chain/chain-verifier.js';
import { ChainWriter } from './chain/chain-writer.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditListReadModel,
    AuditLog,
    AuditRetention,
    AuditSeals,
    AuditService,
    ChainRepository,
    ChainStart,
    ChainVerifier,
    ChainWriter,
  ],
  exports: [AuditLog],
})
export class AuditModule {}
