import type { MessageLine } from '../messages/message.js';

/** Neither vendor says how its markdown is escaped, so what would be markup is written with its wide sister. */
const WIDE: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
  '~': '～',
  '@': '＠',
  '\\': '＼',
};
const MARKUP = /[<>[\]*`~@\\]/g;
/** What makes a heading, a list or a quotation of a line. */
const BEGINNING = /^(?:#|\+|-|\d+[.)])/;

/** Text of people for a line of markdown: no link, no mention, no heading comes of it. */
export function neutral(text: string): string {
  const inline = text.replace(MARKUP, (character) => WIDE[character] ?? character);
  return BEGINNING.test(inline) ? `\u200B${inline}` : inline;
}

/** A line of a message, with a link where it leads somewhere. */
export function markdownLine(line: MessageLine): string {
  return typeof line === 'string' ? neutral(line) : `[${neutral(line.text)}](${linkUrl(line.url)})`;
}

/** In the round brackets of a link. */
function linkUrl(url: string): string {
  return url.replace(/[()\s<>]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
