import { createReadStream, promises } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { invalid } from './archive-limits.js';

const CHUNK_BYTES = 64 * 1024;

/** The tar stream of a file, unpacked as it is read: gzip is told by its first bytes, not by a name. */
export async function openArchive(file: string): Promise<AsyncIterable<Buffer>> {
  const head = await firstBytes(file);
  if (head[0] === 0x50 && head[1] === 0x4b) throw invalid('it is a zip file; send a tar or tar.gz');
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (head[0] !== 0x1f || head[1] !== 0x8b) return raw as AsyncIterable<Buffer>;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(raw, gunzip, () => {
    // A fault of either side reaches the reader through the iteration.
  });
  return readable(gunzip);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await promises.open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* readable(stream: Readable): AsyncIterable<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && (code.startsWith('Z_') || code.startsWith('ERR_'))) {
      throw invalid('its compression is damaged');
    }
    throw error;
  } finally {
    stream.destroy();
  }
}
