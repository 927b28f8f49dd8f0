import { SEVERITIES, type Severity } from '../notification-words.js';
import { cutUnits } from './cut.js';
import type { Message, MessageLine } from './message.js';
import type { Reading } from './told-event.js';

const LONGEST_TITLE = 200;
const LONGEST_CHANGES = 300;

/** Several messages in one, for when there are more than the other side takes: the worst first, each with its own link. */
export function digest(messages: readonly Message[], { language, publicUrl }: Reading): Message {
  const [only] = messages;
  if (only && messages.length === 1) return only;
  const links = new Set(messages.map(({ link }) => link?.url));
  const [first] = messages.map(({ link }) => link);
  const all = {
    text: language === 'zh' ? '打开控制台' : 'Open the console',
    url: `${publicUrl}/releases`,
  };
  return {
    language,
    severity: worst(messages),
    title: language === 'zh' ? `${messages.length} 条消息` : `${messages.length} messages`,
    lines: SEVERITIES.flatMap((severity) =>
      messages.filter((message) => message.severity === severity),
    ).flatMap(linesOf),
    link: links.size === 1 && first ? first : all,
  };
}

function linesOf({ title, link, changes }: Message): readonly MessageLine[] {
  const text = cutUnits(title, LONGEST_TITLE);
  return [
    link ? { text, url: link.url } : text,
    ...(changes === undefined ? [] : [cutUnits(changes, LONGEST_CHANGES)]),
  ];
}

function worst(messages: readonly Message[]): Severity {
  return SEVERITIES.find((severity) => messages.some((message) => message.severity === severity)) ?? 'info';
}
