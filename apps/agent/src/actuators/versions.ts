import type { Target } from '../reconcile/journal.js';

/** What stays on the host when an update has ended. */
export interface Remaining {
  /** Older versions for going back, newest first. */
  readonly kept: readonly string[];
  /** Lies ready for a later activation. */
  readonly staged: string | null;
}

/** How the versions of one bin lie on this host. Each call may be repeated: what is already so is left alone. */
export interface Versions {
  /** Its file system takes the download. */
  readonly folder: string;
  /** Throws when this host is not laid out for the target; nothing is changed then. */
  prepare(target: Target): void;
  liveDigest(): Promise<string | null>;
  /** True when it is live or lies ready and its bytes are right; a damaged one that is not live is removed. */
  isThere(sha256: string): Promise<boolean>;
  /** Makes a version that is kept here the download; false when there is none. */
  takeKept(sha256: string): Promise<boolean>;
  partFile(sha256: string): string;
  /**
   * Proves the download and makes it ready; throws and removes it when it is not what was asked for. `kept` are older
   * versions, newest first: where nothing is live, it gets the rights of the first of them that is here.
   */
  verify(target: Target, kept: readonly string[]): Promise<void>;
  /** Sets the live version aside, so that no copying is left for the time in which the service is down. */
  keepCurrent(): Promise<void>;
  /** Makes a ready version the live one, in one step. */
  activate(sha256: string): Promise<void>;
  /** Puts a kept version back; null takes the live one away (there was none before). */
  restore(sha256: string | null): Promise<void>;
  isKept(sha256: string): boolean;
  /** Where the ready version lies, else the live path: what a hook may look at. */
  locate(sha256: string): string;
  /** Removes what other updates of this bin left in the middle. */
  removeOthers(sha256: string): void;
  tidy(remaining: Remaining): Promise<void>;
}
