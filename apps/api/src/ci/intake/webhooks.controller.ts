import { applyDecorators, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/auth-guard/index.js';
import { RAW_BODY } from '../../platform/http/index.js';
import type { SourceKind } from '../ci-words.js';
import { Intake } from './intake.js';
import { STATUS_WORDS } from './reading/status-words.js';
import { WebhookAnswer } from './webhook.dto.js';

const STATUSES = `\`status\` is, in any casing, one of ${Object.values(STATUS_WORDS).flat().join(', ')}; a call with another one is ignored. Without it, or with null, the build counts as succeeded: send that only once it is over.`;

@ApiTags('webhooks')
@Public()
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly intake: Intake) {}

  @Webhook(
    'jenkins',
    'Calls of Jenkins',
    'JSON of the Notification plugin, or the body of `/webhooks/generic` from a pipeline. 400 when its body is no JSON, 401 WEBHOOK_NOT_PROVEN; at most 1 MiB.',
  )
  jenkins(
    @Param('source') source: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    return this.take('jenkins', source, request, reply);
  }

  @Webhook(
    'gitlab',
    'Calls of GitLab',
    'Pipeline and release events; others are taken and ignored. Proven by `webhook-signature` or `X-Gitlab-Token`. 401 WEBHOOK_NOT_PROVEN; at most 256 KiB.',
  )
  gitlab(
    @Param('source') source: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    return this.take('gitlab', source, request, reply);
  }

  @Webhook(
    'github',
    'Calls of GitHub',
    'Events workflow_run and release; others are taken and ignored. Proven by `X-Hub-Signature-256`. 401 WEBHOOK_NOT_PROVEN; at most 256 KiB.',
  )
  github(
    @Param('source') source: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    return this.take('github', source, request, reply);
  }

  @Webhook(
    'generic',
    'Calls of any other builder',
    `\`{build: {job, number, status, url, branch, tag, commit, by, parameters, startedAt, finishedAt, artifacts: [{path, url, sha256}]}}\`, signed as Standard Webhooks say or with the secret as Bearer token. ${STATUSES} Times are ISO 8601, or seconds or milliseconds since 1970. 400 when its body is no JSON, 401 WEBHOOK_NOT_PROVEN; at most 256 KiB.`,
  )
  generic(
    @Param('source') source: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    return this.take('generic', source, request, reply);
  }

  private async take(
    kind: SourceKind,
    source: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<WebhookAnswer> {
    const { headers, body } = request;
    const status = await this.intake.take(kind, source, {
      headers,
      body: Buffer.isBuffer(body) ? body : EMPTY,
    });
    void reply.status(status === 'duplicate' ? 200 : 202);
    return { status };
  }
}

const EMPTY = Buffer.alloc(0);

/** A door whose body is proven as it came, before anybody reads it. */
function Webhook(kind: SourceKind, summary: string, description: string): MethodDecorator {
  return applyDecorators(
    Post(`${kind}/:source`),
    RouteConfig(RAW_BODY),
    ApiParam({
      name: 'source',
      description:
        'Id of the source; `<id>~<secret>` from a sender that can set no header. Otherwise the secret is the password of Basic sign-in, a Bearer token, or signs the call.',
    }),
    ApiBody({ schema: { type: 'object', additionalProperties: true } }),
    ApiConsumes('application/json'),
    ApiAcceptedResponse({ type: WebhookAnswer, description: 'It is kept.' }),
    ApiOkResponse({ type: WebhookAnswer, description: 'It came before.' }),
    ApiOperation({ summary, description }),
  );
}
