import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { httpServerOf } from '../platform/http/index.js';
import { SOURCE_KINDS, type SourceKind } from './ci-words.js';
import { Intake } from './intake/intake.js';
import { isSigned } from './intake/proof.js';

const MOST_BYTES = 256 * 1024;
/** Jenkins sends the log of a build along. */
const MOST_BYTES_OF_JENKINS = 1024 ** 2;

/** Whoever proves nothing must not make the console hold much. To be called before there are routes. */
export function limitWebhookBodies(app: NestFastifyApplication): void {
  const server = httpServerOf(app);
  const kept = new WeakSet<FastifyRequest>();
  const refused = new WeakSet<FastifyRequest>();
  server.addHook('onRoute', (route) => {
    const kind = kindAt(route.url);
    if (!kind) return;
    const mostBytes = kind === 'jenkins' ? MOST_BYTES_OF_JENKINS : MOST_BYTES;
    route.bodyLimit = mostBytes;
    route.errorHandler = (error, request, reply) => {
      if (error.statusCode !== 413) return void reply.send(error);
      // It would come in unseen while the source is looked up.
      request.raw.pause();
      refused.add(request);
      const answer = (isKept: boolean) => {
        // GitLab turns a hook off for good when it is refused once; others are told the truth.
        if (kind !== 'gitlab' || !(isKept || isSigned(kind, request.headers))) return reply.send(error);
        if (isKept) {
          refused.delete(request);
          kept.add(request);
        }
        // Closed at once, the connection would break before the answer was read.
        return reply.removeHeader('connection').status(202).send({ status: 'unreadable' });
      };
      const { source = '' } = request.params as { readonly source?: string };
      void app
        .get(Intake)
        .takeLarge(kind, source, request.headers, mostBytes)
        .then(answer, (failed) => reply.send(failed));
    };
  });
  // Otherwise the rest of a body that is too large would be read all the same, and thrown away: only of a source it is.
  server.addHook('onResponse', (request, _reply, done) => {
    if (kept.has(request)) request.raw.resume();
    if (refused.has(request)) request.raw.socket.destroySoon();
    done();
  });
}

function kindAt(url: string): SourceKind | undefined {
  return SOURCE_KINDS.find((kind) => url.includes(`/webhooks/${kind}/`));
}
