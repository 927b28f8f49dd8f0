import { HttpException } from '@nestjs/common';
import { isUnavailable, sqlState } from '../database/index.js';
import { DomainError, type FieldError, type Refusal } from './domain-error.js';
import type { Language, LocalizedText } from './localized-text.js';

/** RFC 9457, with a stable `code` and the request's id. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly (Omit<FieldError, 'message'> & { readonly message: string })[];
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

export const NOTHING_HERE = { en: 'There is nothing at this address.', zh: '此地址没有内容。' };
export const ADDRESS_TOO_LONG = { en: 'The address is too long.', zh: '地址过长。' };

/** @param language of its sentences; titles are those of HTTP */
export function toProblem(error: unknown, requestId: string, language: Language): Problem {
  if (error instanceof DomainError) {
    return {
      ...error.facts,
      ...problem(STATUS[error.refusal], error.code, error.in(language), requestId),
      ...(error.errors ? { errors: error.errors.map((fault) => asNamed(fault, language)) } : {}),
    };
  }
  const { status, code, detail } = foreignProblem(error);
  return problem(status, code, detail[language], requestId);
}

interface Foreign {
  readonly status: number;
  readonly code: string;
  readonly detail: LocalizedText;
}

/** Of what others threw: the framework, the parser, the database. */
function foreignProblem(error: unknown): Foreign {
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { status, code: httpCode(status), detail: httpDetail(error) };
  }
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = typeof code === 'string' ? code.replace(/^FST_ERR_(CTP_)?/, '') : httpCode(statusCode);
    return { status: statusCode, code: known, detail: parserDetail(statusCode) };
  }
  return databaseProblem(error);
}

const LONGEST_FIELD = 200;

/** Callers name fields that there are not; what is said back of it is a name, and nothing that a reader could take for more. */
function asNamed({ field, code, message }: FieldError, language: Language) {
  const name = field.slice(0, LONGEST_FIELD).replace(/[^\w.\-/[\] :]/g, '?');
  return { field: name, code, message: message[language] };
}

function databaseProblem(error: unknown): Foreign {
  if (isUnavailable(error))
    return {
      status: 503,
      code: 'DATABASE_UNAVAILABLE',
      detail: {
        en: 'The database did not answer. Try again shortly; a change is safe to repeat with the same Idempotency-Key.',
        zh: '数据库没有响应，请稍后重试；使用相同的 Idempotency-Key 重复提交更改是安全的。',
      },
    };
  const state = sqlState(error);
  if (state === '53100')
    return {
      status: 507,
      code: 'NO_SPACE',
      detail: {
        en: 'The database has no space left. Nothing was changed.',
        zh: '数据库空间已满，未做任何更改。',
      },
    };
  if (state === '22P02' || state === '22P05' || state === '22021' || state === '22003')
    return {
      status: 400,
      code: 'VALIDATION_FAILED',
      detail: {
        en: 'A value in the request has characters that cannot be stored.',
        zh: '请求中某个值含有无法保存的字符。',
      },
    };
  return {
    status: 500,
    code: 'INTERNAL',
    detail: {
      en: 'Something went wrong here. Quote the request id when you report it.',
      zh: '控制台内部出错。报告问题时请附上请求编号。',
    },
  };
}

export function problem(status: number, code: string, detail: string, requestId: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, code, detail, requestId };
}

function httpCode(status: number): string {
  return (TITLES[status] ?? 'Error').toUpperCase().replaceAll(' ', '_');
}

/** The framework's own words may repeat the path or a value; what a caller sent is never echoed. */
function httpDetail(error: HttpException): LocalizedText {
  if (error.getStatus() === 404) return NOTHING_HERE;
  if (error.message === 'Validation failed (uuid is expected)')
    return { en: 'An id in the address must be a UUID.', zh: '地址中的 id 必须是 UUID。' };
  return parserDetail(error.getStatus());
}

function parserDetail(status: number): LocalizedText {
  if (status === 413)
    return { en: 'The body is larger than this address takes.', zh: '请求正文超过此地址的上限。' };
  if (status === 415)
    return { en: 'This address takes application/json.', zh: '此地址只接受 application/json。' };
  if (status === 414) return ADDRESS_TOO_LONG;
  return {
    en: 'The request could not be read: check its JSON and its headers.',
    zh: '无法读取请求：请检查 JSON 和请求头。',
  };
}
