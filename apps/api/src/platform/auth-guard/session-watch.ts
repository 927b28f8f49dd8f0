import type { AccessClaims } from './access-tokens.js';

/** The port through which the auth feature says when a session has ended. */
export interface SessionWatch {
  /** Calls `end` within five seconds after the session has ended; the answer stops watching. */
  watch(claims: AccessClaims, end: () => void): () => void;
}
export const SESSION_WATCH = Symbol('session-watch');
