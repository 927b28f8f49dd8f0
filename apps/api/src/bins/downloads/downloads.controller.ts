import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor, EndsWithSession } from '../../platform/auth-guard/index.js';
import { BlobDownloads } from './blob-downloads.js';
import { DownloadsService } from './downloads.service.js';

const BYTES = { type: 'string', format: 'binary' } as const;

export class DownloadQuery {
  @ApiPropertyOptional({
    description: 'Architecture, when the version has files for several.',
    maxLength: 50,
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  arch?: string;
}

@ApiTags('bins')
@ApiBearerAuth()
@Controller('download')
export class DownloadsController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly blobs: BlobDownloads,
  ) {}

  @Get(':file')
  @Access('project.read', { kind: 'download', param: 'file' })
  @EndsWithSession()
  @ApiParam({ name: 'file', description: '`<bin>-<version>` or the sha256 of the file.' })
  @ApiHeader({
    name: 'Range',
    required: false,
    description: 'One range of bytes gets 206; several get the whole file.',
  })
  @ApiProduces('application/octet-stream')
  @ApiOperation({
    summary: 'Download an artifact',
    description:
      'With a strong ETag (the sha256), Range, If-Range and If-None-Match; HEAD works too. 409 SEVERAL_ARTIFACTS asks for `?arch=`.',
  })
  @ApiOkResponse({ description: 'The file.', schema: BYTES })
  @ApiResponse({ status: 206, description: 'The part that `Range` asks for.', schema: BYTES })
  @ApiResponse({ status: 304, description: 'It is what `If-None-Match` names.' })
  async download(
    @CurrentActor() actor: Actor,
    @Param('file') file: string,
    @Query() { arch }: DownloadQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.blobs.send(request, reply, await this.downloads.resolve(actor, file, arch));
  }
}
