import type { Language, Severity } from '../notification-words.js';

export interface MessageLink {
  readonly text: string;
  readonly url: string;
}

/** What is said, before anybody's format: plain text without line breaks. */
export interface Message {
  readonly language: Language;
  readonly severity: Severity;
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: MessageLink | null;
}
