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
  readonly message: string;
}

/** An expected refusal: a stable code, a sentence that says what to do next, and facts as fields. */
export class DomainError extends Error {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[] | undefined;

  constructor(
    readonly refusal: Refusal,
    readonly code: string,
    message: string,
    options: {
      readonly facts?: Readonly<Record<string, unknown>>;
      readonly errors?: readonly FieldError[];
    } = {},
  ) {
    super(message);
    this.facts = options.facts ?? {};
    this.errors = options.errors;
  }
}

/** Missing and foreign things look the same. */
export function notFound(what: string): DomainError {
  return new DomainError('not_found', 'NOT_FOUND', `There is no such ${what}, or you may not see it.`);
}

export function invalidField(field: string, code: string, message: string): DomainError {
  return new DomainError('invalid', 'VALIDATION_FAILED', 'The request has a fault.', {
    errors: [{ field, code, message }],
  });
}
