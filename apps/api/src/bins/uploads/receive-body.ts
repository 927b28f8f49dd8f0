import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { artifactTooLarge, incompleteArtifact } from '../bin.errors.js';
import type { IncomingBlob } from '../blobs/blob-store.js';

const IDLE_MS = 60_000;
/** Slower than any line over which a build could be sent at all; not asked for in the first moments. */
const LEAST_BYTES_PER_SECOND = 1_024;
const GRACE_MS = 60_000;

export interface ReceivedBody {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Hashes and counts while it writes. Never destroys the request: the refusal has to go out over its socket. */
export async function receiveBody(
  body: IncomingMessage,
  into: IncomingBlob,
  maxBytes: number,
): Promise<ReceivedBody> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const startedAt = performance.now();
  const idle = setTimeout(() => body.destroy(new Error('the client stopped sending')), IDLE_MS);
  try {
    for await (const chunk of chunksOf(body)) {
      idle.refresh();
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw artifactTooLarge(maxBytes);
      if (isTrickle(sizeBytes, performance.now() - startedAt)) throw incompleteArtifact();
      hash.update(chunk);
      await into.write(chunk);
    }
  } finally {
    clearTimeout(idle);
  }
  if (body.complete === false) throw incompleteArtifact();
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** One byte a minute would keep a connection and an open file for ever. */
export function isTrickle(sizeBytes: number, afterMs: number): boolean {
  return afterMs > GRACE_MS && (sizeBytes * 1_000) / afterMs < LEAST_BYTES_PER_SECOND;
}

async function* chunksOf(body: IncomingMessage): AsyncIterable<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (error) {
    throw body.destroyed && !body.complete ? incompleteArtifact() : error;
  }
}
