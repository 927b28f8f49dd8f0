import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { AuditPage, AuditQuery, type AuditEntry } from './audit.dto.js';
import { AuditVerdict, VerifyQuery } from './audit-verdict.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@ApiBearerAuth()
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Access('audit.read', 'everywhere')
  @ApiOperation({
    summary: 'Who did what, and when',
    description:
      'Newest first, of the projects whose audit you may read. Entries that belong to no project are for admins.',
  })
  @ApiOkResponse({ type: AuditPage })
  list(@CurrentActor() actor: Actor, @Query() query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.audit.list(actor, query);
  }

  @Get('verify')
  @Access('audit.verify', 'everywhere')
  @ApiOperation({
    summary: 'Prove that the audit log is whole',
    description:
      'Reads every entry of one moment and stops at the first that is not as the console wrote it: changed, removed, inserted, moved or cut off at the end. Calls at the same time share one reading. Takes some minutes for a million entries. For admins.',
  })
  @ApiOkResponse({ type: AuditVerdict })
  verify(@Query() query: VerifyQuery): Promise<AuditVerdict> {
    return this.audit.verify(query);
  }
}
