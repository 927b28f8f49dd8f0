import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './localized-text.js';
import { toProblem } from './problem.js';
import { SECURE_HEADERS } from './secure-headers.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    sendProblem(error, request, host.switchToHttp().getResponse<FastifyReply>(), this.logger);
  }
}

/** Also the error handler of routes that sit on the Fastify instance itself. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void {
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const language = languageOf(request.headers['accept-language']);
  const problem = toProblem(error, request.id, language);
  if (problem.status >= 500) {
    logger.error(
      `${request.id} ${request.method} ${problem.code}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
    );
  }
  if (problem.status === 401)
    void reply.header('www-authenticate', 'Bearer realm="release-console", Basic realm="release-console"');
  if (problem.status === 503) void reply.header('retry-after', '2');
  const { retryAfterSeconds, allow } = problem;
  if (problem.status === 405 && Array.isArray(allow)) void reply.header('allow', allow.join(', '));
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
  // Closed at once, the connection would break before the answer was read; the rest is thrown away as it comes.
  if (problem.status === 413) void reply.removeHeader('connection');
  void reply
    .headers({ ...SECURE_HEADERS, 'x-request-id': request.id, 'content-language': language })
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
