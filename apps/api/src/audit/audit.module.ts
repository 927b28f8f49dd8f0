import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditListReadModel } from './audit-list.read-model.js';
import { AuditLog } from './audit-log.repository.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditLog, AuditListReadModel, AuditService],
  exports: [AuditLog],
})
export class AuditModule {}
