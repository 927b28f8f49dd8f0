import { randomUUID } from 'node:crypto';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings/index.js';

const JSON_LIMIT_BYTES = 1024 ** 2;

export type HttpServer = FastifyInstance;

export function httpServerOf(app: NestFastifyApplication): HttpServer {
  return app.getHttpAdapter().getInstance() as unknown as HttpServer;
}

export function createAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    logger: settings.logLevel === 'debug' ? { level: 'debug' } : false,
    genReqId: () => randomUUID(),
    bodyLimit: JSON_LIMIT_BYTES,
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    // Schemas of routes on the instance itself say what is right; nothing is converted or cut to make it right.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  });
}

/**
 * Bodies are JSON unless a room adds its own parser. An empty body counts as no body whatever its content type says:
 * plain clients send `POST …/deploy` with nothing in it.
 */
export function useJsonBodies(server: HttpServer): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else void parseJson(request, body as string, done);
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    void reply.header('x-content-type-options', 'nosniff');
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    done();
  });
}
