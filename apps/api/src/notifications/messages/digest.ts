import { SEVERITIES, type Severity } from '../notification-words.js';
import type { Message } from './message.js';
import type { Reading } from './told-event.js';

/** Several messages in one, for when there are more than the other side takes. */
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
    lines: messages.map(({ title }) => title),
    link: links.size === 1 && first ? first : all,
  };
}

function worst(messages: readonly Message[]): Severity {
  return SEVERITIES.find((severity) => messages.some((message) => message.severity === severity)) ?? 'info';
}
