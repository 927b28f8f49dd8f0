import type { Message } from '../messages/message.js';
import type { Outcome } from '../notification-words.js';

/** What a message is sent with. Address and secret are credentials: neither is ever logged. */
export interface Target {
  readonly url: string;
  readonly secret: string | null;
}

/** Beside the message, what machines are told. */
export interface Told {
  readonly message: Message;
  readonly messageId: string;
  /** Of what happened, for endpoints that take data. */
  readonly payload: { readonly type: string; readonly timestamp: string; readonly data: object };
}

export interface VendorRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** What the answer comes to. */
export interface Verdict {
  readonly outcome: Outcome;
  /** How long the other side wants to be left alone. */
  readonly waitMs: number | null;
  /** It says itself that it is there no more. */
  readonly isGone: boolean;
}

/** How one vendor is spoken to. */
export interface Vendor {
  /** Whether the status says it all. The others say in the body of a 200 what they mean, so that it must be whole. */
  readonly isByStatus: boolean;
  /** What would be sent, without what is signed. */
  payload(told: Told): string;
  /** Whether all of it gets into one message; what does not is cut. */
  fits(message: Message): boolean;
  /** @param now milliseconds since 1970 */
  request(told: Told, target: Target, now: number): VendorRequest;
  judge(answer: VendorAnswer, now: number): Verdict;
}

export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const;
