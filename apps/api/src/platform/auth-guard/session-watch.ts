/** The credential by which a request was let in. */
export type LetIn =
  | { readonly userId: string; readonly sessionId: string }
  | { readonly userId: string; readonly tokenId: string };

/** The port through which the auth feature says when a session or an API token has ended. */
export interface SessionWatch {
  /** Calls `end` within five seconds after it has ended; the answer stops watching. */
  watch(by: LetIn, end: () => void): () => void;
}
export const SESSION_WATCH = Symbol('session-watch');
