import { Controller, Get, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { ExportQuery, ImportAnswer, ImportQuery } from './exchange.dto.js';
import { ExchangeService } from './exchange.service.js';

const ZIP = { type: 'string', format: 'binary' } as const;

@ApiTags('configs')
@ApiBearerAuth()
@Controller('configs')
export class ExchangeController {
  constructor(private readonly exchange: ExchangeService) {}

  @Get('export')
  @Access('project.read', 'everywhere')
  @ApiProduces('application/zip')
  @ApiOperation({
    summary: 'Export the files of a project',
    description:
      'A zip of a folder made for Git: `<file>/file.json`, `<file>/base.<ending>`, `<file>/<environment>.<ending>`. References to secrets stay references; files that are secrets are left out and named in `LEFT-OUT.txt`.',
  })
  @ApiOkResponse({ description: 'The zip.', schema: ZIP })
  export(@CurrentActor() actor: Actor, @Query() query: ExportQuery): Promise<StreamableFile> {
    return this.exchange.export(actor, query.projectId);
  }

  @Post('import')
  @Access('config.edit', 'everywhere')
  @HttpCode(200)
  @ApiConsumes('application/zip')
  @ApiBody({
    schema: ZIP,
    description: 'A zip as `export` makes it; environments and files that it does not name stay as they are.',
  })
  @ApiOperation({
    summary: 'Import files of a project',
    description:
      'New versions of what differs, all or nothing. With `dryRun=true` it only says what would be done.',
  })
  @ApiOkResponse({ type: ImportAnswer })
  import(
    @CurrentActor() actor: Actor,
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportAnswer> {
    return this.exchange.import(actor, query, request.body);
  }
}
