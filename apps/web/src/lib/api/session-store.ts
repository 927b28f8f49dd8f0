import type { Me, Session } from './types';

export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'signed-in'; readonly user: Me };

type Listener = () => void;

/** Tells a returning browser from a new one, so that a first visit does not start with a refused refresh. */
const RETURNING_KEY = 'rc.returning';

export class SessionStore {
  private state: SessionState = { kind: 'unknown' };
  private token: string | null = null;
  private readonly listeners = new Set<Listener>();

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): SessionState => this.state;

  accessToken(): string | null {
    return this.token;
  }

  mayHaveCookie(): boolean {
    return readFlag(RETURNING_KEY);
  }

  signIn(session: Session): void {
    this.token = session.accessToken;
    writeFlag(RETURNING_KEY, true);
    this.change({ kind: 'signed-in', user: session.user });
  }

  signOut(): void {
    this.token = null;
    writeFlag(RETURNING_KEY, false);
    this.change({ kind: 'anonymous' });
  }

  private change(state: SessionState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

export const sessionStore = new SessionStore();

function readFlag(key: string): boolean {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return true;
  }
}

function writeFlag(key: string, on: boolean): void {
  try {
    if (on) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // Blocked storage only costs one refused refresh per visit.
  }
}
