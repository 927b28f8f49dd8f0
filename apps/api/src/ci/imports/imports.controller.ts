import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { CiImport, CiImportPage, CiImportQuery, CiProvenanceQuery, CiProvenances } from './import.dto.js';
import { ImportsService } from './imports.service.js';

@ApiTags('ci')
@ApiBearerAuth()
@Controller('ci')
export class CiImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Get('imports')
  @SignedIn()
  @ApiOperation({
    summary: 'List files of builds that became versions, or are about to',
    description: 'Of the projects that you belong to, newest first.',
  })
  @ApiOkResponse({ type: CiImportPage })
  list(@CurrentActor() actor: Actor, @Query() query: CiImportQuery): Promise<Page<CiImport>> {
    return this.imports.list(actor, query);
  }

  @Post('imports/:id/retry')
  @Access('artifact.upload', { kind: 'ci-import', param: 'id' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try a failed or refused import again',
    description: 'One that is done stays as it is.',
  })
  @ApiOkResponse({ type: CiImport })
  retry(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CiImport> {
    return this.imports.retry(actor, id);
  }

  @Get('provenance')
  @SignedIn()
  @ApiOperation({ summary: 'Where the files of a bin came from' })
  @ApiOkResponse({ type: CiProvenances })
  provenance(@CurrentActor() actor: Actor, @Query() query: CiProvenanceQuery): Promise<CiProvenances> {
    return this.imports.provenance(actor, query);
  }
}
