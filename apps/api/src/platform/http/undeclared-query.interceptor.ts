import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { DomainError } from './domain-error.js';

/**
 * Routes that take a query refuse what they do not know of it. Writes that take none do too: whoever adds `?dryRun=true` to an address
 * that has no dry run must not find out by its effect.
 */
@Injectable()
export class UndeclaredQueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as Record<string, unknown>);
    if (method !== 'GET' && names.length > 0 && !takesQuery(context)) throw unknownFields(names);
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

function unknownFields(names: readonly string[]): DomainError {
  return new DomainError(
    'invalid',
    'VALIDATION_FAILED',
    'The request has faults; each is named under errors.',
    {
      errors: names.map((field) => ({ field, code: 'unknown_field', message: 'There is no such field.' })),
    },
  );
}
