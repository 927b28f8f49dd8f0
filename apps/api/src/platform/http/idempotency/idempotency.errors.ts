import { DomainError, invalidField } from '../domain-error.js';

export const badKey = (): DomainError =>
  invalidField('Idempotency-Key', 'not_a_key', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');

export const keyReused = (): DomainError =>
  new DomainError(
    'unprocessable',
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for another request. Take a new key for a new request.',
  );

export const keyInUse = (): DomainError =>
  new DomainError(
    'conflict',
    'IDEMPOTENCY_KEY_IN_USE',
    'A request with this Idempotency-Key is still being worked on. Send it again shortly.',
    {
      facts: { retryAfterSeconds: 1 },
    },
  );

/** Sealed under a SECRET_KEY that is not here any more. */
export const answerLost = (): DomainError =>
  new DomainError(
    'conflict',
    'IDEMPOTENCY_ANSWER_LOST',
    'This request was carried out, but its answer can no longer be read. Read the current state instead.',
  );
