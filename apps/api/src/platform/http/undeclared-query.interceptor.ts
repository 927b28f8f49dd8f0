import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { invalidFields } from './domain-error.js';
import { NO_SUCH_FIELD } from './json-body.js';

/**
 * Routes that take a query refuse what they do not know of it. Writes that take none do too: whoever adds `?dryRun=true` to an address
 * that has no dry run must not find out by its effect.
 */
@Injectable()
export class UndeclaredQueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as Record<string, unknown>);
    if (method !== 'GET' && names.length > 0 && !takesQuery(context))
      throw invalidFields(names.map((field) => ({ field, code: 'unknown_field', message: NO_SUCH_FIELD })));
    return next.handle();
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const declared: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return Object.keys(declared ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
