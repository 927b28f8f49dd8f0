import { cutUnits } from './cut.js';
import type { Message, MessageLine } from './message.js';

const LONGEST_LINE = 600;
const LONGEST_TITLE = 150;

/** The message with as many of its lines as `isFitting` bears; title and link stay. */
export function fitted(message: Message, isFitting: (message: Message) => boolean): Message {
  const lines = message.lines.map(cutLine);
  const short = { ...message, title: cutUnits(message.title, LONGEST_TITLE), lines };
  if (isFitting(message)) return message;
  for (let count = lines.length; count > 0; count -= 1) {
    const left = lines.length - count;
    const cut = left === 0 ? short : { ...short, lines: [...lines.slice(0, count), moreLine(short, left)] };
    if (isFitting(cut)) return cut;
  }
  return { ...short, lines: [] };
}

function cutLine(line: MessageLine): MessageLine {
  return typeof line === 'string'
    ? cutUnits(line, LONGEST_LINE)
    : { ...line, text: cutUnits(line.text, LONGEST_LINE) };
}

function moreLine({ language }: Message, count: number): string {
  return language === 'zh' ? `……另有 ${count} 行` : `… and ${count} more line${count === 1 ? '' : 's'}`;
}
