import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, EndsWithSession } from '../platform/auth-guard/index.js';
import type { Page } from '../platform/http/index.js';
import { CONTENT_TYPES } from './audit-export.js';
import { AuditExportQuery, AuditPage, AuditQuery, type AuditEntry } from './audit.dto.js';
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

  @Get('export')
  @Access('audit.read', 'everywhere')
  @EndsWithSession()
  @ApiProduces('text/csv', 'application/json')
  @ApiOperation({
    summary: 'Take the audit log along',
    description:
      'All entries that the filters let through, newest first, as one file; with the same access as the list. A cell of the table that a spreadsheet would run has an apostrophe in front.',
  })
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  export(@CurrentActor() actor: Actor, @Query() query: AuditExportQuery): StreamableFile {
    return new StreamableFile(this.audit.export(actor, query), {
      type: CONTENT_TYPES[query.format],
      disposition: `attachment; filename="audit.${query.format}"`,
    });
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
