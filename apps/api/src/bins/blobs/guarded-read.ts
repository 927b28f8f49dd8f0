import { createHash } from 'node:crypto';
import type { StoredBlob } from './blob-store.js';

interface Wanted {
  readonly sha256: string;
  readonly start: number;
  readonly end: number;
  /** Makes what it fails with. */
  readonly damaged: () => Error;
}

/**
 * The wanted bytes, the last of them only when all were right: a whole file hashes to its name, and a part comes from a
 * file that nobody touched since it was found to. Whoever receives them knows their number, and so never takes wrong
 * bytes for a whole answer. Closes the blob.
 */
export async function* guardedRead(
  blob: StoredBlob,
  { sha256, start, end, damaged }: Wanted,
): AsyncGenerator<Buffer> {
  const hash = start === 0 && end === blob.sizeBytes - 1 ? createHash('sha256') : undefined;
  let held: Buffer | undefined;
  let missing = end - start + 1;
  try {
    for await (const chunk of blob.read(start, end) as AsyncIterable<Buffer>) {
      hash?.update(chunk);
      missing -= chunk.length;
      if (held) yield held;
      held = chunk;
    }
    const isRight = hash ? hash.digest('hex') === sha256 : missing === 0 && (await blob.isUnchanged());
    if (!isRight) throw damaged();
    if (held) yield held;
  } finally {
    await blob.close();
  }
}
