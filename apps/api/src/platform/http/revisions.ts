import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { DomainError, invalidField } from './domain-error.js';

/** What a body that replaces something takes besides. */
export class SeenRevision {
  @ApiPropertyOptional({
    description: 'The `revision` that you read; 409 STALE_REVISION when it has grown since.',
    minimum: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  expectedRevision?: number;
}

/** Refuses to replace what somebody else changed since it was read. */
export function ensureSeen({ expectedRevision }: SeenRevision, { revision }: { revision: number }): void {
  if (expectedRevision === undefined || expectedRevision === revision) return;
  throw new DomainError(
    'conflict',
    'STALE_REVISION',
    {
      en: 'Somebody else changed it meanwhile. Read it again and repeat your change.',
      zh: '期间有人作了修改。请重新读取，再作修改。',
    },
    { facts: { revision } },
  );
}

/** The revision of an `If-Match: "3"` header; undefined when there is none or `*`. */
export function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const [, digits] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim()) ?? [];
  if (digits !== undefined) return Number(digits);
  throw invalidField('If-Match', 'not_a_revision', {
    en: 'If-Match takes the revision in quotation marks, for example "3".',
    zh: 'If-Match 需要带引号的修订号，例如 "3"。',
  });
}

/** `ETag` of what has a revision, and `If-Match` for a body that takes `expectedRevision`, which stands above it. */
@Injectable()
class RevisionsInterceptor implements NestInterceptor {
  constructor(private readonly takesIfMatch: boolean) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const revision = this.takesIfMatch ? revisionOf(request.headers['if-match']) : undefined;
    if (revision !== undefined) request.body = withRevision(request.body, revision);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap((answer: unknown) => tag(reply, answer)));
  }
}

/** For reads: the answer carries its revision as `ETag`. */
export function Tagged(): MethodDecorator & ClassDecorator {
  return UseInterceptors(new RevisionsInterceptor(false));
}

/** For writes that take `expectedRevision`: `If-Match` says the same. `whose` names what the revision is of. */
export function IfMatch(whose: string): MethodDecorator {
  return applyDecorators(
    UseInterceptors(new RevisionsInterceptor(true)),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: `The revision of the ${whose} that you read, in quotation marks; 409 when it has grown.`,
    }),
  );
}

function withRevision(body: unknown, expectedRevision: number): unknown {
  if (body === undefined || body === null) return { expectedRevision };
  return typeof body === 'object' && !Array.isArray(body) ? { expectedRevision, ...body } : body;
}

function tag(reply: FastifyReply, answer: unknown): void {
  const { revision } = (answer ?? {}) as { readonly revision?: unknown };
  if (typeof revision === 'number') void reply.header('etag', `"${revision}"`);
}
