import type { Message, MessageLine, MessageLink } from './message.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Both as plain text and as a page, which says the same. */
export function mailOf({ title, lines, link }: Message): MailText {
  const said = lines.map((line) => (typeof line === 'string' ? line : `${line.text}\n  ${line.url}`));
  return {
    subject: title,
    text: [title, '', ...said, ...(link ? ['', `${link.text}: ${link.url}`] : []), ''].join('\n'),
    html: [`<h3>${escaped(title)}</h3>`, ...[...lines, ...(link ? [link] : [])].map(paragraph)].join('\n'),
  };
}

function paragraph(line: MessageLine): string {
  return `<p>${typeof line === 'string' ? escaped(line) : anchor(line)}</p>`;
}

function anchor({ text, url }: MessageLink): string {
  return `<a href="${escaped(url)}">${escaped(text)}</a>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
