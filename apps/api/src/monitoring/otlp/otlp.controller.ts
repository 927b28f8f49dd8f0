import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { DomainError, FOREIGN_BODY } from '../../platform/http/index.js';
import { PROTOBUF } from './otlp-bodies.js';
import { OtlpIntake } from './otlp-intake.js';
import { decodeRequest, encodeResponse } from './otlp-protobuf.js';

@ApiTags('monitoring')
@ApiBearerAuth()
@Controller('otlp/v1')
export class OtlpController {
  constructor(private readonly intake: OtlpIntake) {}

  @Post('metrics')
  @HttpCode(200)
  @RouteConfig(FOREIGN_BODY)
  @Access('metrics.write', 'everywhere')
  @ApiOperation({
    summary: 'Metrics of programs that use OpenTelemetry (OTLP/HTTP 1.x, protobuf or JSON)',
    description:
      'Takes the histograms `http.server.request.duration` and `http.server.duration`, cumulative or delta; all other metrics are skipped. `service.name` is the bin, `service.version` the version, `host.id` the node, or else `deployment.environment.name` the environment. What can’t be told whose it is comes back as `partialSuccess`.',
  })
  @ApiConsumes(PROTOBUF, 'application/json')
  @ApiBody({ schema: { type: 'object', description: 'ExportMetricsServiceRequest' } })
  @ApiOkResponse({
    description: 'ExportMetricsServiceResponse, in the format of the request.',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            partialSuccess: {
              type: 'object',
              properties: { rejectedDataPoints: { type: 'string' }, errorMessage: { type: 'string' } },
            },
          },
        },
      },
    },
  })
  async metrics(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | Buffer> {
    const isBinary = Buffer.isBuffer(body);
    const refused = await this.intake.take(actor, isBinary ? decoded(body) : objectOf(body));
    const answer = refused ? { partialSuccess: refused } : {};
    void reply.header('content-type', isBinary ? PROTOBUF : 'application/json');
    if (isBinary) return Buffer.from(encodeResponse(answer));
    // 64-bit numbers are texts in OpenTelemetry's JSON.
    return refused
      ? { partialSuccess: { ...refused, rejectedDataPoints: String(refused.rejectedDataPoints) } }
      : {};
  }
}

function decoded(body: Buffer): unknown {
  try {
    return decodeRequest(body);
  } catch {
    throw new DomainError('invalid', 'OTLP_UNREADABLE', {
      en: 'This is no ExportMetricsServiceRequest in protobuf.',
      zh: '这不是 protobuf 格式的 ExportMetricsServiceRequest。',
    });
  }
}

function objectOf(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new DomainError('invalid', 'OTLP_UNREADABLE', {
    en: 'This is no ExportMetricsServiceRequest in JSON.',
    zh: '这不是 JSON 格式的 ExportMetricsServiceRequest。',
  });
}
