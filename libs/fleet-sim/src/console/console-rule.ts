import type { Console } from './console.js';
import { Conversation } from './conversation.js';

export interface ConsoleRule {
  readonly says: string;
  /** On a console in which nothing has happened yet; throws when it is not so. */
  readonly check: (console: Console) => Promise<void>;
}

export function rule(says: string, check: (talk: Conversation) => Promise<void>): ConsoleRule {
  return { says, check: (console) => check(new Conversation(console)) };
}

export function same(what: string, found: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what}: ${is} in place of ${should}`);
}
