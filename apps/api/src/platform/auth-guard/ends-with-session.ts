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
import { SESSION_WATCH, type SessionWatch } from './session-watch.js';

@Injectable()
class EndsWithSessionInterceptor implements NestInterceptor {
  constructor(@Inject(SESSION_WATCH) private readonly sessions: SessionWatch) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    const [actor, sessionId] = [attachedActor(request), attachedSession(request)];
    if (actor && sessionId !== undefined) {
      const stop = this.sessions.watch({ userId: actor.id, sessionId }, () => raw.destroy());
      raw.once('close', stop);
    }
    return next.handle();
  }
}

/** For routes whose request or answer may take minutes: the connection is cut when the session ends. */
export function EndsWithSession(): MethodDecorator {
  return applyDecorators(UseInterceptors(EndsWithSessionInterceptor));
}
