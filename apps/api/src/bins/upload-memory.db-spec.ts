import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { withConsole } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';

const MEBIBYTE = 1024 ** 2;
const CHUNK = Buffer.alloc(64 * 1024, 'release console ');
const CHUNKS = 256 * 16;
/** Sender, receiver and test runner share this process. */
const MAX_GROWTH_BYTES = 96 * MEBIBYTE;

describe('an upload and a download of 256 MiB', () => {
  const console = withConsole();

  it('F54 go through in constant memory', async () => {
    await console.app.listen(0, '127.0.0.1');
    const { port } = httpServerOf(console.app).server.address() as AddressInfo;
    const { id } = await console.newProject('shop');
    await console.admin.call('POST', '/bins', { projectId: id, name: 'big' });
    const authorization = `Bearer ${console.admin.token}`;
    const peak = watchMemory();

    const uploaded = await new Promise<{ sha256: string; sizeBytes: number }>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          method: 'PUT',
          path: '/api/v1/bins/big/versions/1/artifacts/any',
          headers: { authorization },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(JSON.parse(text)));
        },
      );
      request.on('error', reject);
      Readable.from(chunks()).pipe(request);
    });
    const expected = createHash('sha256');
    for (const chunk of chunks()) expected.update(chunk);
    expect(uploaded).toMatchObject({ sizeBytes: 256 * MEBIBYTE, sha256: expected.digest('hex') });

    const received = await new Promise<string>((resolve, reject) => {
      const hash = createHash('sha256');
      httpRequest(
        { port, path: `/api/v1/download/${uploaded.sha256}`, headers: { authorization } },
        (response) => {
          response
            .on('data', (chunk: Buffer) => hash.update(chunk))
            .on('end', () => resolve(hash.digest('hex')));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(received).toBe(uploaded.sha256);
    expect(peak.stop()).toBeLessThan(MAX_GROWTH_BYTES);
  }, 60_000);
});

function* chunks(): Generator<Buffer> {
  for (let index = 0; index < CHUNKS; index += 1) yield CHUNK;
}

function watchMemory(): { stop(): number } {
  const before = process.memoryUsage.rss();
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 20);
  return {
    stop: () => {
      clearInterval(timer);
      return highest - before;
    },
  };
}
