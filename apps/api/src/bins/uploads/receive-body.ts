import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { artifactTooLarge, incompleteArtifact } from '../bin.errors.js';
import type { IncomingBlob } from '../blobs/blob-store.js';

const IDLE_MS = 60_000;

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
  const idle = setTimeout(() => body.destroy(new Error('the client stopped sending')), IDLE_MS);
  try {
    for await (const chunk of chunksOf(body)) {
      idle.refresh();
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw artifactTooLarge(maxBytes);
      hash.update(chunk);
      await into.write(chunk);
    }
  } finally {
    clearTimeout(idle);
  }
  if (body.complete === false) throw incompleteArtifact();
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function* chunksOf(body: IncomingMessage): AsyncIterable<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (error) {
    throw body.destroyed && !body.complete ? incompleteArtifact() : error;
  }
}
