import { fitted } from '../messages/fitted.js';
import type { Message } from '../messages/message.js';
import { markdownLine, neutral } from './neutral.js';
import { JSON_HEADERS, type Vendor } from './vendor.js';
import { byCode, byStatus, codeIn, CROWDED, REFUSED, RETRY, SENT } from './verdicts.js';

/** Of `content`, in UTF-8. */
const MOST_BYTES = 4_096;
const COLOURS = { critical: 'warning', warning: 'warning', info: 'info' } as const;
const CODES = { 0: SENT, [-1]: RETRY, 45009: CROWDED, 93000: REFUSED } as const;

export const WECOM: Vendor = {
  isByStatus: false,
  payload: ({ message }) => payloadOf(message),
  fits,
  request: ({ message }, { url }) => ({ url, headers: JSON_HEADERS, body: payloadOf(message) }),
  judge: (answer, now) => byStatus(answer, now) ?? byCode(codeIn(answer.text, ['errcode']), CODES),
};

function fits(message: Message): boolean {
  return Buffer.byteLength(contentOf(message)) <= MOST_BYTES;
}

function payloadOf(message: Message): string {
  const content = contentOf(fitted(message, fits));
  return JSON.stringify({ msgtype: 'markdown', markdown: { content } });
}

function contentOf({ severity, title, lines, link }: Message): string {
  return [
    `**<font color="${COLOURS[severity]}">${neutral(title)}</font>**`,
    ...lines.map((line) => `>${markdownLine(line)}`),
    ...(link ? [markdownLine(link)] : []),
  ].join('\n');
}
