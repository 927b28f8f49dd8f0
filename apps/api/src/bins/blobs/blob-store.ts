import type { Readable } from 'node:stream';

/** A file that is still arriving. Nothing of it is visible until `publish`. */
export interface IncomingBlob {
  write(chunk: Buffer): Promise<void>;
  /** Everything written is on the disk when this resolves. */
  finish(): Promise<void>;
  /** Makes it the blob of this sha256, in the place of one that is there. May be called again. */
  publish(sha256: string): Promise<void>;
  /** Leaves nothing behind; does nothing after `publish`. */
  discard(): Promise<void>;
}

export interface StoredBlob {
  readonly sizeBytes: number;
  /** Changes whenever the stored bytes could have changed. */
  readonly identity: string;
  /** Bytes from `start` to `end`, both included. The blob stays open. */
  read(start: number, end: number): Readable;
  /** Is `identity` still that of what is read? */
  isUnchanged(): Promise<boolean>;
  close(): Promise<void>;
}

/** Where artifacts lie, named by their sha256. */
export interface BlobStore {
  receive(): Promise<IncomingBlob>;
  open(sha256: string): Promise<StoredBlob | undefined>;
  remove(sha256: string): Promise<void>;
  /** Blobs that were published before `time`. */
  publishedBefore(time: Date): AsyncIterable<string>;
  /** Removes what began to arrive before `time` and was never published or discarded. */
  removeLeftovers(time: Date): Promise<number>;
}

export const BLOB_STORE = Symbol('blob-store');
