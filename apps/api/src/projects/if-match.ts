import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badIfMatch } from './project.errors.js';

/** The revision of an `If-Match: "3"` header; undefined when there is none or `*`. */
export function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const [, digits] = /^"?(\d{1,9})"?$/.exec(header.trim()) ?? [];
  if (digits === undefined) throw badIfMatch();
  return Number(digits);
}

export const IfMatchRevision = createParamDecorator((_: unknown, context: ExecutionContext) =>
  revisionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
