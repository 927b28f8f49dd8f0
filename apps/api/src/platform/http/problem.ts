import { HttpException } from '@nestjs/common';
import { isUnavailable, sqlState } from '../database/index.js';
import { DomainError, type FieldError, type Refusal } from './domain-error.js';

/** RFC 9457, with a stable `code` and the request's id. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly [fact: string]: unknown;
}

const STATUS: Readonly<Record<Refusal, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  address_too_long: 414,
  bad_range: 416,
  unprocessable: 422,
  too_many: 429,
  unavailable: 503,
  no_space: 507,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  416: 'Range not satisfiable',
  422: 'Unprocessable',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'No space left',
};

export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof DomainError) {
    return {
      ...error.facts,
      ...problem(STATUS[error.refusal], error.code, error.message, requestId),
      ...(error.errors ? { errors: error.errors.map(asNamed) } : {}),
    };
  }
  if (error instanceof HttpException)
    return problem(error.getStatus(), httpCode(error.getStatus()), httpDetail(error), requestId);
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = typeof code === 'string' ? code.replace(/^FST_ERR_(CTP_)?/, '') : httpCode(statusCode);
    return problem(statusCode, known, parserDetail(statusCode), requestId);
  }
  return databaseProblem(error, requestId);
}

const LONGEST_FIELD = 200;

/** Callers name fields that there are not; what is said back of it is a name, and nothing that a reader could take for more. */
function asNamed(fault: FieldError): FieldError {
  return { ...fault, field: fault.field.slice(0, LONGEST_FIELD).replace(/[^\w.\-/[\] :]/g, '?') };
}

function databaseProblem(error: unknown, requestId: string): Problem {
  if (isUnavailable(error)) {
    return problem(
      503,
      'DATABASE_UNAVAILABLE',
      'The database did not answer. Try again shortly; a change is safe to repeat with the same Idempotency-Key.',
      requestId,
    );
  }
  const state = sqlState(error);
  if (state === '53100')
    return problem(507, 'NO_SPACE', 'The database has no space left. Nothing was changed.', requestId);
  if (state === '22P02' || state === '22P05' || state === '22021' || state === '22003') {
    return problem(
      400,
      'VALIDATION_FAILED',
      'A value in the request has characters that cannot be stored.',
      requestId,
    );
  }
  return problem(
    500,
    'INTERNAL',
    'Something went wrong here. Quote the request id when you report it.',
    requestId,
  );
}

export function problem(status: number, code: string, detail: string, requestId: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, code, detail, requestId };
}

function httpCode(status: number): string {
  return (TITLES[status] ?? 'Error').toUpperCase().replaceAll(' ', '_');
}

/** The framework's own words may repeat the path or a value; what a caller sent is never echoed. */
function httpDetail(error: HttpException): string {
  if (error.getStatus() === 404) return 'There is nothing at this address.';
  if (error.message === 'Validation failed (uuid is expected)') return 'An id in the address must be a UUID.';
  return parserDetail(error.getStatus());
}

function parserDetail(status: number): string {
  if (status === 413) return 'The body is larger than this address takes.';
  if (status === 415) return 'This address takes application/json.';
  if (status === 414) return 'The address is too long.';
  return 'The request could not be read: check its JSON and its headers.';
}
