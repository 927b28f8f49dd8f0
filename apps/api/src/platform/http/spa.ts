import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { DomainError } from './domain-error.js';
import { toProblem } from './problem.js';
import type { HttpServer } from './server.js';

const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
const NOT_PAGES = /^\/(api|otlp|metrics|health)(\/|$)/;

/** Serves the built pages on the API's port; every path that is not a file or an API address is the SPA's. */
export async function serveSpa(server: HttpServer, webDist: string): Promise<void> {
  const hasPages = existsSync(join(webDist, 'index.html'));
  if (hasPages)
    await server.register(fastifyStatic, { root: webDist, serve: false, index: false, cacheControl: false });
  server.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (!hasPages || NOT_PAGES.test(path)) {
      const missing = new DomainError('not_found', 'NOT_FOUND', 'There is nothing at this address.');
      return reply
        .status(404)
        .type('application/problem+json')
        .send(JSON.stringify(toProblem(missing, request.id)));
    }
    const isAsset = path.startsWith('/assets/') || /\.[a-z0-9]{2,5}$/i.test(path);
    if (isAsset) return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(path);
    return reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-cache')
      .sendFile('index.html');
  });
}
