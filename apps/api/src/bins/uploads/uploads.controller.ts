import { Controller, Param, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor, EndsWithSession } from '../../platform/auth-guard/index.js';
import { invalidField } from '../../platform/http/index.js';
import { UploadAnswer, UploadQuery } from './upload.dto.js';
import type { NamedBuild } from './upload-witness.js';
import { UploadsService } from './uploads.service.js';

@ApiTags('bins')
@ApiBearerAuth()
@Controller('bins/:name/versions/:version/artifacts/:arch')
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Put()
  @Access('artifact.upload', { kind: 'bin', param: 'name' })
  @EndsWithSession()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ description: 'The file itself.', schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'X-Checksum-Sha256', required: false, description: 'Sha256 of the file, hexadecimal.' })
  @ApiHeader({
    name: 'Content-Digest',
    required: false,
    description: 'The same as RFC 9530 has it: `sha-256=:BASE64:`; `Repr-Digest` too.',
  })
  @ApiOperation({
    summary: 'Upload the file of a version for one architecture',
    description:
      'The body is the file, of any content type, streamed. The same bytes again answer 200; other bytes for the same version and ' +
      'architecture 409 VERSION_HAS_OTHER_BYTES, for ever; as another kind 409 VERSION_HAS_OTHER_KIND.',
  })
  @ApiCreatedResponse({ type: UploadAnswer, description: 'Stored.' })
  @ApiOkResponse({ type: UploadAnswer, description: 'The same bytes were there already.' })
  async upload(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Param('version') version: string,
    @Param('arch') arch: string,
    @Query() query: UploadQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadAnswer> {
    const { 'x-checksum-sha256': header, 'content-length': contentLength } = request.headers;
    const facts = {
      checksumHeader: textOf(header),
      checksumQuery: query.sha256,
      digestHeader: textOf(request.headers['content-digest'] ?? request.headers['repr-digest']),
      fileName: query.fileName,
      contentLength,
      kind: query.kind,
      build: buildOf(query),
    };
    const answer = await this.uploads.upload(actor, { name, version, arch }, facts, request.raw);
    void reply.status(answer.created ? 201 : 200);
    return answer;
  }
}

function buildOf({ source, job, number, path }: UploadQuery): NamedBuild | undefined {
  if ([source, job, number, path].every((word) => word === undefined)) return undefined;
  if (source === undefined || job === undefined || number === undefined || path === undefined)
    throw invalidField('source', 'incomplete_build', {
      en: 'A build is named by source, job, number and path together.',
      zh: '指明构建需要同时给出 source、job、number 和 path。',
    });
  return { sourceId: source, job, number, path };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
