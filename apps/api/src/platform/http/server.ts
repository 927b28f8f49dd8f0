import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBodyParser, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.js';
import { DomainError } from './domain-error.js';
import { ensureStorable, textOf } from './json-body.js';
import { sendProblem } from './problem.filter.js';
import { REQUEST_LOG } from './request-log.js';

const JSON_LIMIT_BYTES = 1024 ** 2;

export type HttpServer = FastifyInstance;

export function httpServerOf(app: NestFastifyApplication): HttpServer {
  return app.getHttpAdapter().getInstance() as unknown as HttpServer;
}

export function createAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    logger: settings.logLevel === 'debug' ? { level: 'debug', serializers: REQUEST_LOG } : false,
    genReqId: () => randomUUID(),
    bodyLimit: JSON_LIMIT_BYTES,
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    // Schemas of routes on the instance itself say what is right; nothing is converted or cut to make it right.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    // An address that can not even be decoded reaches no route and no filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, new Logger('http')),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  });
}

/**
 * Bodies are JSON unless a room adds its own parser. An empty body counts as no body whatever its content type says:
 * plain clients send `POST …/deploy` with nothing in it.
 */
export function useJsonBodies(server: HttpServer): void {
  server.removeAllContentTypeParsers();
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, body.length === 0 ? {} : read(body as Buffer, request, parse));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    done();
  });
}

function read(body: Buffer, request: FastifyRequest, parse: FastifyBodyParser<string>): unknown {
  const text = textOf(body);
  let parsed: { readonly value: unknown } | undefined;
  void parse(request, text, (error, value: unknown) => {
    if (!error) parsed = { value };
  });
  if (!parsed) throw new DomainError('invalid', 'INVALID_JSON_BODY', 'The body is not valid JSON.');
  ensureStorable(parsed.value, text);
  return parsed.value;
}
