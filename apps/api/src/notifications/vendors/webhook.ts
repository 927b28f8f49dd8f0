import { createHmac, randomBytes } from 'node:crypto';
import type { Target, Told, Vendor, VendorAnswer, Verdict } from './vendor.js';
import { CROWDED, RETRY, SENT, waitIn } from './verdicts.js';

const PREFIX = 'whsec_';
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const KEY_BYTES = 32;
/** By Standard Webhooks they say that it is too much. */
const TOO_MUCH = [429, 502, 504];

/** Standard Webhooks 1.0.0. */
export const WEBHOOK: Vendor = {
  isByStatus: true,
  payload: ({ payload }) => JSON.stringify(payload),
  // Each event goes out by itself.
  fits: () => false,
  request,
  judge,
};

export function newWebhookSecret(): string {
  return PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

/** 24 to 64 bytes in base64. */
export function isWebhookSecret(secret: string): boolean {
  const bytes = Buffer.from(secret.slice(PREFIX.length), 'base64').length;
  return SECRET.test(secret) && bytes >= 24 && bytes <= 64;
}

export function webhookSign(secret: string, id: string, timestampSeconds: number, body: string): string {
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
  const signed = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`).digest('base64');
  return `v1,${signed}`;
}

function request(
  { messageId, payload }: Told,
  { url, secret }: Target,
  now: number,
): ReturnType<Vendor['request']> {
  const body = JSON.stringify(payload);
  const timestamp = Math.floor(now / 1_000);
  const id = `msg_${messageId}`;
  const signature = secret === null ? {} : { 'webhook-signature': webhookSign(secret, id, timestamp, body) };
  const named = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), ...signature };
  return { url, headers: { 'content-type': 'application/json', ...named }, body };
}

/** Only what begins with 2 is good; what is wrong today may be mended tomorrow, but 410 says that it will not be. */
function judge({ status, retryAfter }: VendorAnswer, now: number): Verdict {
  if (status >= 200 && status < 300) return SENT;
  if (status === 410) return { outcome: 'refused', waitMs: null, isGone: true };
  const waitMs = waitIn(retryAfter, now);
  return { ...RETRY, waitMs: waitMs ?? (TOO_MUCH.includes(status) ? CROWDED.waitMs : null) };
}
