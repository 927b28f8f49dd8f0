import { createHmac } from 'node:crypto';
import { fitted } from '../messages/fitted.js';
import type { Message } from '../messages/message.js';
import { withKeyword } from './keyword.js';
import { markdownLine } from './neutral.js';
import { JSON_HEADERS, type Vendor } from './vendor.js';
import { byCode, byStatus, codeIn, CROWDED, REFUSED, SENT } from './verdicts.js';

/** Of 20 KB, with room for the signature. */
const MOST_BYTES = 19_500;
const COLOURS = { critical: 'red', warning: 'orange', info: 'blue' } as const;
const CODES = {
  0: SENT,
  11232: CROWDED,
  9499: REFUSED,
  19021: REFUSED,
  19022: REFUSED,
  19024: REFUSED,
} as const;

export const FEISHU: Vendor = {
  isByStatus: false,
  payload: ({ message }) => JSON.stringify(payloadOf(message)),
  fits,
  request: ({ message }, { url, secret }, now) => ({
    url,
    headers: JSON_HEADERS,
    body: JSON.stringify({ ...(secret === null ? {} : signature(secret, now)), ...payloadOf(message) }),
  }),
  judge: (answer, now) => byStatus(answer, now) ?? byCode(codeIn(answer.text, ['code', 'StatusCode']), CODES),
};

/** The key is what others sign, and there is no text. */
export function feishuSign(secret: string, timestampSeconds: number): string {
  return createHmac('sha256', `${timestampSeconds}\n${secret}`).update('').digest('base64');
}

function signature(secret: string, now: number): object {
  const timestamp = Math.floor(now / 1_000);
  return { timestamp: String(timestamp), sign: feishuSign(secret, timestamp) };
}

function fits(message: Message): boolean {
  return Buffer.byteLength(JSON.stringify(cardOf(message))) <= MOST_BYTES;
}

function payloadOf(message: Message): object {
  return cardOf(fitted(message, fits));
}

/** Plain text save where a line leads somewhere: in it nothing is a link and nobody is mentioned. */
function cardOf({ severity, title, lines, link }: Message): object {
  const plain = (content: string): object => ({ tag: 'plain_text', content });
  const elements = [
    ...lines.map((line) =>
      typeof line === 'string'
        ? { tag: 'div', text: plain(line) }
        : { tag: 'markdown', content: markdownLine(line) },
    ),
    ...(link
      ? [
          {
            tag: 'button',
            text: plain(link.text),
            behaviors: [{ type: 'open_url', default_url: link.url }],
          },
        ]
      : []),
  ];
  const header = { title: plain(withKeyword(title)), template: COLOURS[severity] };
  return { msg_type: 'interactive', card: { schema: '2.0', header, body: { elements } } };
}
