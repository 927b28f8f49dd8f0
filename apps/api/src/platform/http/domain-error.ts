import type { Language, LocalizedText } from './localized-text.js';

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
  readonly message: LocalizedText;
}

/** An expected refusal: a stable code, a sentence that says what to do next, and facts as fields. */
export class DomainError extends Error {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[] | undefined;

  constructor(
    readonly refusal: Refusal,
    readonly code: string,
    private readonly sentence: LocalizedText,
    options: {
      readonly facts?: Readonly<Record<string, unknown>>;
      readonly errors?: readonly FieldError[];
    } = {},
  ) {
    super(sentence.en);
    this.facts = options.facts ?? {};
    this.errors = options.errors;
  }

  /** What is said to whoever reads this language. */
  in(language: Language): string {
    return this.sentence[language];
  }

  /** The sentence with the faults of fields, in both languages. */
  get words(): LocalizedText {
    const words = (language: Language): string =>
      [
        this.in(language),
        ...(this.errors ?? []).map((fault) => `${fault.field}: ${fault.message[language]}`),
      ].join(' ');
    return { en: words('en'), zh: words('zh') };
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

export function invalidField(field: string, code: string, message: LocalizedText): DomainError {
  const sentence = { en: 'The request has a fault.', zh: '请求有误。' };
  return new DomainError('invalid', 'VALIDATION_FAILED', sentence, { errors: [{ field, code, message }] });
}
