import type { Message } from './message.js';

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
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`);
  const anchor = link ? [`<p><a href="${escaped(link.url)}">${escaped(link.text)}</a></p>`] : [];
  return {
    subject: title,
    text: [title, '', ...lines, ...(link ? ['', `${link.text}: ${link.url}`] : []), ''].join('\n'),
    html: [`<h3>${escaped(title)}</h3>`, ...paragraphs, ...anchor].join('\n'),
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
