import { said, type Language, type LocalizedText } from './localized-text.js';

/** What kind of refusal it is; the problem filter turns it into a status. */
export type Refusal =
  | 'invalid' // 400
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not_found' // 404
  | 'method_not_allowed' // 405
  | 'conflict' // 409
  | 'gone' // 410
  | 'precondition_failed' // 412
  | 'too_large' // 413
  | 'address_too_long' // 414
  | 'bad_range' // 416
  | 'unprocessable' // 422
  | 'too_many' // 429
  | 'unavailable' // 503
  | 'no_space'; // 507

export interface FieldError {
  /** Path of the field in the request, for example `bins[0].version`. */
  readonly field: string;
  readonly code: string;
  readonly message: string | LocalizedText;
}

/** An expected refusal: a stable code, a sentence that says what to do next, and facts as fields. */
export class DomainError extends Error {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[] | undefined;
  private readonly zh: string | undefined;

  /** @param message in both languages; a part that only programs see may be English */
  constructor(
    readonly refusal: Refusal,
    readonly code: string,
    message: string | LocalizedText,
    options: {
      readonly facts?: Readonly<Record<string, unknown>>;
      readonly errors?: readonly FieldError[];
    } = {},
  ) {
    super(typeof message === 'string' ? message : message.en);
    this.zh = typeof message === 'string' ? undefined : message.zh;
    this.facts = options.facts ?? {};
    this.errors = options.errors;
  }

  /** What is said to whoever reads this language. */
  in(language: Language): string {
    return language === 'zh' && this.zh !== undefined ? this.zh : this.message;
  }

  /** The sentence with the faults of fields, in both languages; what nobody wrote in Chinese is framed. */
  get words(): LocalizedText {
    const faults = (language: Language): string =>
      (this.errors ?? []).map(({ field, message }) => ` ${field}: ${said(message, language)}`).join('');
    return {
      en: this.message + faults('en'),
      zh: (this.zh ?? `控制台拒绝了此操作：${this.message}`) + faults('zh'),
    };
  }
}

/** Missing and foreign things look the same. */
export function notFound(what: string): DomainError {
  return new DomainError('not_found', 'NOT_FOUND', {
    en: `There is no such ${what}, or you may not see it.`,
    zh: '内容不存在，或无权查看。',
  });
}

/** Each says under `errors` what is wrong with it. */
export function invalidFields(errors: readonly FieldError[]): DomainError {
  const sentence = {
    en: 'The request has faults; each is named under errors.',
    zh: '请求有误，详见 errors 中的各项。',
  };
  return new DomainError('invalid', 'VALIDATION_FAILED', sentence, { errors });
}

export function invalidField(field: string, code: string, message: string | LocalizedText): DomainError {
  const sentence = { en: 'The request has a fault.', zh: '请求有误。' };
  return new DomainError('invalid', 'VALIDATION_FAILED', sentence, { errors: [{ field, code, message }] });
}
