import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBodyParser, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/index.js';
import { refuseClient } from './client-errors.js';
import { exactly, notJson, textOf } from './json-body.js';
import { sendProblem } from './problem.filter.js';
import { REQUEST_LOG } from './request-log.js';
import { SECURE_HEADERS } from './secure-headers.js';

const JSON_LIMIT_BYTES = 1024 ** 2;
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
const LOOK_MS = 1_000;
/** Of an answer of which nothing is taken any more; the socket notices it after once or twice as long. */
const STALLED_MS = 8_000;

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
    // Only all of them together end a request that arrives slowly.
    requestTimeout: REQUEST_MS,
    http: {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: LOOK_MS,
      // Looked at with the rest of the address, and answered as a problem.
      requireHostHeader: false,
    },
    clientErrorHandler: refuseClient,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
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
      if (isTakenRaw(request)) return done(null, body);
      const value = body.length === 0 ? {} : readJson(body as Buffer, request, parse);
      done(null, isForeign(request) ? value : exactly(value));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(SECURE_HEADERS);
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    done();
  });
  server.addHook('onSend', (request, _reply, _payload, done) => {
    const { socket } = request.raw;
    if (socket instanceof Socket) socket.setTimeout(STALLED_MS);
    done();
  });
}

/** Written by libraries of others, whose numbers and texts are not kept as they are. */
export const FOREIGN_BODY = { hasForeignBody: true };

/** Looked at as it came before anything in it is read. */
export const RAW_BODY = { hasRawBody: true };

function isTakenRaw({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as Partial<typeof RAW_BODY>).hasRawBody === true;
}

function isForeign({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as Partial<typeof FOREIGN_BODY>).hasForeignBody === true;
}

/** As it is in the body; throws for what is no UTF-8, no JSON, too deep, or would change what every object has. */
export function readJson(body: Buffer, request: FastifyRequest, parse: FastifyBodyParser<string>): unknown {
  const text = textOf(body);
  let parsed: { readonly value: unknown } | undefined;
  void parse(request, text, (error, value: unknown) => {
    if (!error) parsed = { value };
  });
  if (!parsed) throw notJson();
  return parsed.value;
}
