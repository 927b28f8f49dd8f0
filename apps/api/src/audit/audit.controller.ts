import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { AuditPage, AuditQuery, type AuditEntry } from './audit.dto.js';
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
}
