import type { Language, Severity } from '../notification-words.js';

export interface MessageLink {
  readonly text: string;
  readonly url: string;
}

/** One that is a link leads somewhere as a whole. */
export type MessageLine = string | MessageLink;

/** What is said, before anybody's format: plain text without line breaks. */
export interface Message {
  readonly language: Language;
  readonly severity: Severity;
  readonly title: string;
  readonly lines: readonly MessageLine[];
  readonly link: MessageLink | null;
  /** In one line what changes, for when it is one of many; absent: nothing does. */
  readonly changes?: string;
}

export const lineText = (line: MessageLine): string => (typeof line === 'string' ? line : line.text);
