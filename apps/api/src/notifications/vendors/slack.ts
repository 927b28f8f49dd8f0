import { cutUnits } from '../messages/cut.js';
import { fitted } from '../messages/fitted.js';
import type { Message, MessageLink } from '../messages/message.js';
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
  fits,
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

/** A line is escaped where it is a link, and longer then. */
function linkOf({ text, url }: MessageLink): string {
  return `<${slackUrl(url)}|${slackNeutral(text)}>`;
}

/** In front of the bar of a link. */
function slackUrl(url: string): string {
  return slackEscaped(url.replace(/[|<>\s]/g, encodeURIComponent));
}

function fits(message: Message): boolean {
  return (
    message.lines.length <= MOST_LINES &&
    message.lines.every(
      (line) => (typeof line === 'string' ? line : linkOf(line)).length <= LONGEST_SECTION,
    ) &&
    JSON.stringify(blocksOf(message)).length <= MOST_CHARACTERS
  );
}

function payloadOf(message: Message): string {
  return JSON.stringify(blocksOf(fitted(message, fits)));
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
      ...lines.map((line) => section(typeof line === 'string' ? plain(line) : mrkdwn(linkOf(line)))),
      ...(link
        ? [{ type: 'actions', elements: [{ type: 'button', text: plain(link.text), url: link.url }] }]
        : []),
    ],
  };
}
