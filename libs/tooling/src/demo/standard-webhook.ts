import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const PREFIX = 'whsec_';
const MOST_AGE_SECONDS = 300;

/** Whether a message was signed with the secret, just now; as Standard Webhooks 1.0.0 has a receiver check it. */
export function isSigned(secret: string, headers: IncomingHttpHeaders, body: string, now: number): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => {
    const value = headers[`webhook-${name}`];
    return typeof value === 'string' ? value : '';
  });
  if (!id || !timestamp || !signatures || !secret.startsWith(PREFIX)) return false;
  if (!(Math.abs(now / 1_000 - Number(timestamp)) <= MOST_AGE_SECONDS)) return false;
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'))
    .some((one) => one.length === expected.length && timingSafeEqual(one, expected));
}
