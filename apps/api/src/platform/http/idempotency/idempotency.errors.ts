import { DomainError, invalidField } from '../domain-error.js';

export const badKey = (): DomainError =>
  invalidField('Idempotency-Key', 'not_a_key', {
    en: 'An Idempotency-Key has 1 to 200 visible ASCII characters.',
    zh: 'Idempotency-Key 为 1 到 200 个可见的 ASCII 字符。',
  });

export const keyReused = (): DomainError =>
  new DomainError('unprocessable', 'IDEMPOTENCY_KEY_REUSED', {
    en: 'This Idempotency-Key was used for another request. Take a new key for a new request.',
    zh: '此 Idempotency-Key 已用于另一个请求，新的请求请使用新的值。',
  });

export const keyInUse = (): DomainError =>
  new DomainError(
    'conflict',
    'IDEMPOTENCY_KEY_IN_USE',
    {
      en: 'A request with this Idempotency-Key is still being worked on. Send it again shortly.',
      zh: '使用此 Idempotency-Key 的请求仍在处理中，请稍后重新发送。',
    },
    {
      facts: { retryAfterSeconds: 1 },
    },
  );

/** Sealed under a SECRET_KEY that is not here any more. */
export const answerLost = (): DomainError =>
  new DomainError('conflict', 'IDEMPOTENCY_ANSWER_LOST', {
    en: 'This request was carried out, but its answer can no longer be read. Read the current state instead.',
    zh: '此请求已执行，但其应答已无法读取，请改为查看当前状态。',
  });
