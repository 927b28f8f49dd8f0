import { Injectable, Logger } from '@nestjs/common';
import type { FastifyError, FastifyInstance } from 'fastify';
import { BlobDownloads } from '../../bins/index.js';
import {
  invalidFields,
  plainTextOf,
  readJson,
  sendProblem,
  type HttpServer,
} from '../../platform/http/index.js';
import { RateLimits } from '../../platform/rate-limit/index.js';
import { Credentials, type Identity } from '../credentials/credentials.js';
import { callerConstraint } from './caller-constraint.js';
import { NodeCallers } from './node-callers.js';
import { configRoute, NodeConfigs } from './node-configs.js';
import { NodeDownloads } from './node-downloads.js';
import { NodeFiles } from './node-files.service.js';
import { seedRoutes } from './seed.routes.js';
import { downloadParams } from './seed.schema.js';
import { SeedService } from './seed.service.js';
import { syncAnswer, syncBody } from './sync.schema.js';
import { SyncService } from './sync.service.js';
import type { SyncBody } from './sync.types.js';

const TABLE_LIMIT_BYTES = 8 * 1024 ** 2;
const PREFIX = '/api/v1';
const NO_CLAIM = { nodeId: null, hostName: null };

/**
 * The nodes' routes, put on the Fastify instance itself: each request costs a schema check, a look-up of its
 * credentials in memory and a look-up of what the node should run.
 */
@Injectable()
export class NodeProtocol {
  private readonly logger = new Logger('node-protocol');

  constructor(
    private readonly credentials: Credentials,
    private readonly callers: NodeCallers,
    private readonly seed: SeedService,
    private readonly syncs: SyncService,
    private readonly configs: NodeConfigs,
    private readonly files: NodeFiles,
    private readonly downloads: NodeDownloads,
    private readonly blobs: BlobDownloads,
    private readonly limits: RateLimits,
  ) {}

  /** Before the application starts. */
  register(server: HttpServer): void {
    server.addConstraintStrategy(callerConstraint());
    takeTables(server);
    void server.register(
      (scope, _options, done) => {
        readJsonWhateverItIsCalled(scope);
        this.callersOnly(scope);
        scope.setErrorHandler((error, request, reply) =>
          sendProblem(toRefusal(error), request, reply, this.logger),
        );
        seedRoutes(scope, this.callers, this.seed);
        this.syncRoute(scope);
        this.downloadRoute(scope);
        configRoute(scope, this.configs);
        done();
      },
      { prefix: PREFIX },
    );
  }

  /** Strangers learn nothing from the faults of what they sent, and nobody asks without end. */
  private callersOnly(server: FastifyInstance): void {
    server.addHook('onRequest', (request, _reply, done) => {
      const header = request.headers.authorization;
      const known = this.credentials.peek(header);
      if (known) done(this.refusalOf(known));
      else this.credentials.resolve(header).then((identity) => done(this.refusalOf(identity)), done);
    });
  }

  private refusalOf(identity: Identity): Error | undefined {
    try {
      if (identity.kind === 'node') this.limits.countNode(identity.nodeId);
      else this.limits.countEnrolment(identity.enrolmentTokenId);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  private syncRoute(server: FastifyInstance): void {
    const schema = { body: syncBody, response: { 200: syncAnswer } };
    server.post<{ Body: SyncBody }>('/agent/sync', { schema }, async (request, reply) => {
      const { answer, isStopping } = await this.syncs.sync({
        header: request.headers.authorization ?? '',
        body: request.body,
        onClose: (wake) => reply.raw.once('close', wake),
      });
      if (isStopping) void reply.header('connection', 'close');
      return answer;
    });
  }

  private downloadRoute(server: FastifyInstance): void {
    server.route<{ Params: { readonly file: string } }>({
      method: ['GET', 'HEAD'],
      url: '/download/:file',
      exposeHeadRoute: false,
      constraints: { caller: 'node' },
      schema: { params: downloadParams },
      handler: async (request, reply) => {
        const { authorization } = request.headers;
        const state = this.callers.peek(authorization) ?? (await this.callers.find(authorization, NO_CLAIM));
        const file = await this.files.find(state, request.params.file);
        this.downloads.track({ nodeId: state.id, header: authorization ?? '', answer: reply.raw });
        return this.blobs.send(request, reply, file);
      },
    });
  }
}

/** Plain clients send JSON under all kinds of content types; every body goes through the parser and the schema. */
function readJsonWhateverItIsCalled(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  // The usual type is named for itself because a look-up by name is cheaper than one of the rest.
  server.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, body.length === 0 ? {} : readJson(body as Buffer, request, parseJson));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** For the people's route that reads one; a table of ten thousand nodes is larger than any JSON. */
function takeTables(server: HttpServer): void {
  server.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: TABLE_LIMIT_BYTES },
    (_request, body, done) => {
      try {
        done(null, plainTextOf(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function toRefusal(error: unknown): unknown {
  const { validation, validationContext } = error as FastifyError;
  if (!validation) return error;
  return invalidFields(
    validation.map(({ instancePath, keyword, message = 'is not valid', params }) => ({
      field: fieldOf(instancePath, params) || (validationContext ?? 'body'),
      code: keyword,
      message: { en: message, zh: `值无效：${message}` },
    })),
  );
}

function fieldOf(instancePath: string, params: Readonly<Record<string, unknown>>): string {
  const missing = typeof params['missingProperty'] === 'string' ? [params['missingProperty']] : [];
  const parts = [...instancePath.split('/').slice(1), ...missing];
  return parts.reduce(
    (path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
    '',
  );
}
