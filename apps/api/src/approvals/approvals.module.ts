import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ApprovalStatesReadModel } from './approval-states.read-model.js';
import { ApprovalsRepository } from './approvals.repository.js';
import { ApprovalsService } from './approvals.service.js';
import { DelegationsController } from './delegations/delegations.controller.js';
import { DelegationsRepository } from './delegations/delegations.repository.js';
import { DelegationsService } from './delegations/delegations.service.js';

@Module({
  imports: [AuditModule],
  controllers: [DelegationsController],
  providers: [
    ApprovalsRepository,
    ApprovalStatesReadModel,
    ApprovalsService,
    DelegationsRepository,
    DelegationsService,
  ],
  exports: [ApprovalsService],
})
export class ApprovalsModule {}
