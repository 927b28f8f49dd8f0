import {
  applyDecorators,
  Inject,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { attachedActor, attachedSession } from './actor.js';
import { SESSION_WATCH, type LetIn, type SessionWatch } from './session-watch.js';

@Injectable()
class EndsWithSessionInterceptor implements NestInterceptor {
  constructor(@Inject(SESSION_WATCH) private readonly sessions: SessionWatch) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    const by = letInBy(request);
    if (by)
      raw.once(
        'close',
        this.sessions.watch(by, () => raw.destroy()),
      );
    return next.handle();
  }
}

function letInBy(request: FastifyRequest): LetIn | undefined {
  const [actor, sessionId] = [attachedActor(request), attachedSession(request)];
  if (actor?.token) return { userId: actor.id, tokenId: actor.token.id };
  return actor && sessionId !== undefined ? { userId: actor.id, sessionId } : undefined;
}

/** For routes whose request or answer may take minutes: the connection is cut when the session or the token ends. */
export function EndsWithSession(): MethodDecorator {
  return applyDecorators(UseInterceptors(EndsWithSessionInterceptor));
}
