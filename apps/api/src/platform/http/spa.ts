import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { nothingHere, otherMethod, type KnownAddresses } from './known-addresses.js';
import { pagePolicy } from './secure-headers.js';
import type { HttpServer } from './server.js';

const NOT_PAGES = /^\/(api|otlp|metrics|health)(\/|$)/;
/** Stands in the built page for what is new with each answer. */
const NONCE = 'CSP_NONCE';

/** Serves the built pages on the API's port; every path that is not a file or an API address is the SPA's. */
export async function serveSpa(server: HttpServer, webDist: string, known: KnownAddresses): Promise<void> {
  const index = join(webDist, 'index.html');
  const page = existsSync(index) ? readFileSync(index, 'utf8') : undefined;
  if (page !== undefined)
    await server.register(fastifyStatic, { root: webDist, serve: false, index: false, cacheControl: false });
  const isPage = (path: string): boolean => page !== undefined && !NOT_PAGES.test(path);

  server.get('/*', async (request, reply) => {
    const path = pathOf(request.url);
    if (page === undefined || !isPage(path)) throw known.refusal(request.method, path);
    const isAsset = path.startsWith('/assets/') || /\.[a-z0-9]{2,5}$/i.test(path);
    if (isAsset) return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(path);
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', pagePolicy([`nonce-${nonce}`]))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  });

  server.route({
    method: server.supportedMethods.filter((method) => method !== 'GET' && method !== 'HEAD'),
    url: '/*',
    // Before the body, of which nobody wants to know anything here.
    onRequest: (request, _reply, done) => {
      const path = pathOf(request.url);
      done(isPage(path) ? otherMethod(['GET', 'HEAD']) : known.refusal(request.method, path));
    },
    handler: () => {
      throw nothingHere();
    },
  });
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/';
}
