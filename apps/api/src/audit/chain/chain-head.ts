/** Where the chain begins and ends. Entries are numbered from 1, for good. */
export interface ChainHead {
  /** So many of the first entries were removed by retention. */
  readonly removed: number;
  /** Of the last entry that was removed: what the first that is left goes on from. */
  readonly removedHash: Buffer;
  /** So many of the first entries are older than seals. */
  readonly unsealed: number;
  /** The number of the last entry. */
  readonly count: number;
  readonly hash: Buffer;
}

export interface SealedHead extends ChainHead {
  readonly seal: Buffer | null;
}
