import type { HttpServer } from '../platform/http/index.js';

const MOST_BYTES = 256 * 1024;
/** Jenkins sends the log of a build along. */
const MOST_BYTES_OF_JENKINS = 1024 ** 2;

/** Whoever proves nothing must not make the console hold much. To be called before there are routes. */
export function limitWebhookBodies(server: HttpServer): void {
  server.addHook('onRoute', (route) => {
    if (!route.url.includes('/webhooks/')) return;
    route.bodyLimit = route.url.includes('/webhooks/jenkins/') ? MOST_BYTES_OF_JENKINS : MOST_BYTES;
  });
  // Otherwise the rest of a body that is too large would be read all the same, and thrown away.
  server.addHook('onResponse', (request, reply, done) => {
    const isCut = reply.statusCode === 413 && request.routeOptions.url?.includes('/webhooks/') === true;
    if (isCut) request.raw.socket.destroySoon();
    done();
  });
}
