import type { Leaf, Leaves, Reading } from './reading.js';

/** What is to become of the keys of a text. */
export interface Changes<C> {
  /** All that the text is to have. */
  readonly wanted: Leaves<C>;
  /** Those of it that the text does not have, or has with another value. */
  readonly set: readonly Leaf<C>[];
  /** What the text has and is to lose. */
  readonly remove: readonly Leaf<C>[];
  /** Those of `remove` whose place nothing takes, neither a value around them nor one inside. */
  readonly gone: readonly Leaf<C>[];
}

/** How one keyed format is read and written. Texts come without a byte order mark. */
export interface Dialect<C> {
  /** @throws FaultyText */
  read(text: string): Reading<C>;
  /**
   * Ways to write the changes into the text, the one that keeps most of it first. None need be right: whoever asks reads
   * each again, and takes the first that says what is wanted.
   */
  drafts(text: string, changes: Changes<C>): Iterable<string>;
  /** Its texts with `fill` done to each, and written so that they end where they did. @throws FaultyText */
  filled(text: string, fill: (written: string) => string): string;
}
