import { createHmac } from 'node:crypto';
import { fitted } from '../messages/fitted.js';
import type { Message } from '../messages/message.js';
import { withKeyword } from './keyword.js';
import { markdownLine, neutral } from './neutral.js';
import { JSON_HEADERS, type Target, type Told, type Vendor } from './vendor.js';
import { byCode, byStatus, codeIn, CROWDED, REFUSED, RETRY, SENT } from './verdicts.js';

const MOST_BYTES = 19_000;
const CODES = {
  0: SENT,
  [-1]: RETRY,
  130101: CROWDED,
  410100: CROWDED,
  310000: REFUSED,
  300005: REFUSED,
  400101: REFUSED,
  400102: REFUSED,
  400013: REFUSED,
  40035: REFUSED,
  43004: REFUSED,
} as const;

export const DINGTALK: Vendor = {
  isByStatus: false,
  payload: ({ message }) => payloadOf(message),
  fits,
  request: (told: Told, { url, secret }: Target, now: number) => ({
    url: secret === null ? url : signed(url, secret, now),
    headers: JSON_HEADERS,
    body: payloadOf(told.message),
  }),
  judge: (answer, now) => byStatus(answer, now) ?? byCode(codeIn(answer.text, ['errcode']), CODES),
};

/** Key and text of the signature are both the secret. */
export function dingtalkSign(secret: string, timestamp: number): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

function signed(url: string, secret: string, timestamp: number): string {
  const target = new URL(url);
  target.searchParams.set('timestamp', String(timestamp));
  target.searchParams.set('sign', dingtalkSign(secret, timestamp));
  return target.href;
}

function fits(message: Message): boolean {
  return Buffer.byteLength(written(message)) <= MOST_BYTES;
}

function payloadOf(message: Message): string {
  return written(fitted(message, fits));
}

function written({ title, lines, link }: Message): string {
  const heading = neutral(withKeyword(title));
  // A card leads to one place wherever it is touched.
  const isCard = link !== null && lines.every((line) => typeof line === 'string');
  const parts = [`#### ${heading}`, ...[...lines, ...(link && !isCard ? [link] : [])].map(markdownLine)];
  const card = { title: heading, text: parts.join('\n\n') };
  return isCard
    ? JSON.stringify({
        msgtype: 'actionCard',
        actionCard: { ...card, singleTitle: link.text, singleURL: link.url },
      })
    : JSON.stringify({ msgtype: 'markdown', markdown: card, at: { isAtAll: false } });
}
