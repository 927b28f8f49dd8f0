import type { Severity, ToldType } from '../notification-words.js';
import type { EventSubject } from '../outbox/outbox.repository.js';
import type { EventData } from './event-data.js';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** An event with all that a message about it needs. */
export interface ToldEvent {
  readonly id: string;
  readonly messageId: string;
  readonly type: ToldType;
  readonly severity: Severity;
  readonly at: Date;
  readonly subject: EventSubject;
  readonly project: Named | null;
  readonly environment: Named | null;
  readonly data: EventData;
  /** Names of the keys that a change of configuration changes, by its bin. */
  readonly changedKeys: Readonly<Record<string, readonly string[]>>;
  /** The request that this decides, where it decides one. */
  readonly request: { readonly messageId: string; readonly at: Date } | null;
}

/** For whom it is written. */
export interface Reading {
  readonly language: 'en' | 'zh';
  readonly timeZone: string;
  /** Where the console is, without a slash at its end. */
  readonly publicUrl: string;
}
