import { cutUnits } from '../messages/cut.js';
import { fitted } from '../messages/fitted.js';
import type { Message } from '../messages/message.js';
import { JSON_HEADERS, type Vendor, type VendorAnswer, type Verdict } from './vendor.js';
import { byStatus, REFUSED, RETRY, SENT } from './verdicts.js';

const LONGEST_SECTION = 3_000;
const MOST_CHARACTERS = 12_000;
const MOST_LINES = 40;
const FOR_GOOD = [
  ...['no_service', 'no_active_hooks', 'channel_not_found', 'channel_is_archived', 'action_prohibited'],
  ...['posting_to_general_channel_denied', 'no_team', 'team_disabled', 'invalid_token', 'invalid_payload'],
];

export const SLACK: Vendor = {
  isByStatus: false,
  payload: ({ message }) => payloadOf(message),
  request: ({ message }, { url }) => ({ url, headers: JSON_HEADERS, body: payloadOf(message) }),
  judge,
};

function judge(answer: VendorAnswer, now: number): Verdict {
  const text = answer.text.trim();
  if (FOR_GOOD.includes(text)) return REFUSED;
  return byStatus(answer, now) ?? (text === 'ok' ? SENT : RETRY);
}

/** The three that stand for something else: links, mentions and entities begin with them. */
export function slackEscaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For mrkdwn, which has no way to escape these. */
const ALIKE: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' };

function slackNeutral(text: string): string {
  return slackEscaped(text).replace(/[*_~`]/g, (character) => ALIKE[character] ?? character);
}

function payloadOf(message: Message): string {
  const isFitting = (shorter: Message): boolean =>
    shorter.lines.length <= MOST_LINES &&
    shorter.lines.every((line) => line.length <= LONGEST_SECTION) &&
    JSON.stringify(blocksOf(shorter)).length <= MOST_CHARACTERS;
  return JSON.stringify(blocksOf(fitted(message, isFitting)));
}

function blocksOf({ title, lines, link }: Message): object {
  const plain = (text: string): object => ({ type: 'plain_text', text, emoji: false });
  const section = (text: object): object => ({ type: 'section', text });
  // Verbatim: addresses and names of channels in it stay text.
  const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text, verbatim: true });
  return {
    text: cutUnits(slackEscaped(title), LONGEST_SECTION),
    blocks: [
      section(mrkdwn(`*${cutUnits(slackNeutral(title), LONGEST_SECTION - 2)}*`)),
      ...lines.map((line) => section(plain(line))),
      ...(link
        ? [{ type: 'actions', elements: [{ type: 'button', text: plain(link.text), url: link.url }] }]
        : []),
    ],
  };
}
