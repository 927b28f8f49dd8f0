import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { withConsole, type Person } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';

interface Downloaded {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

describe('downloading artifacts', () => {
  const console = withConsole();
  const bytes = randomBytes(1_000_003);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const etag = `"${sha256}"`;
  let viewer: Person;
  let projectId = '';
  let port = 0;

  const put = async (bin: string, version: string, arch: string, body: Buffer): Promise<number> =>
    (await console.admin.call('PUT', `/bins/${bin}/versions/${version}/artifacts/${arch}`, body)).status;

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
    projectId = (await console.newProject('shop')).id;
    viewer = await console.member(projectId, 'viewer');
    for (const name of ['cart', 'cart-web']) await console.admin.call('POST', '/bins', { projectId, name });
    expect(await put('cart', '1.0', 'amd64', bytes)).toBe(201);
  });

  function download(
    file: string,
    headers: Record<string, string> = {},
    method = 'GET',
    token = viewer.token,
  ): Promise<Downloaded> {
    return new Promise((resolve, reject) => {
      const path = `/api/v1/download/${file}`;
      const request = httpRequest(
        { host: '127.0.0.1', port, path, method, headers: { authorization: `Bearer ${token}`, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes: Buffer.concat(chunks),
            }),
          );
          response.on('error', reject);
        },
      );
      request.on('error', reject).end();
    });
  }

  it.each(['cart-1.0', sha256])('sends %s whole, with a strong tag', async (file) => {
    const answer = await download(file);
    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      etag,
      'accept-ranges': 'bytes',
      'content-length': String(bytes.length),
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="cart"',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each<[Record<string, string>, number, string, string | undefined]>([
    [{ range: 'bytes=2000000-' }, 416, 'RANGE_OUTSIDE', `bytes */${bytes.length}`],
    [{ 'if-match': '"other"' }, 412, 'OTHER_FILE', undefined],
  ])('F16 refuses %j with %i and says why', async (headers, status, code, contentRange) => {
    const answer = await download('cart-1.0', headers);
    expect(JSON.parse(answer.bytes.toString())).toMatchObject({ status, code });
    expect(answer).toMatchObject({
      status,
      headers: { etag, 'content-type': 'application/problem+json; charset=utf-8' },
    });
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, bytes: body } = await download('cart-1.0', {}, 'HEAD');
    expect({ status, length: headers['content-length'], etag: headers.etag, body: body.length }).toEqual({
      status: 200,
      length: String(bytes.length),
      etag,
      body: 0,
    });
  });

  it.each<[Record<string, string>, number, string | undefined, Buffer]>([
    [{ range: 'bytes=0-99' }, 206, `bytes 0-99/${bytes.length}`, bytes.subarray(0, 100)],
    [{ range: 'bytes=1000000-' }, 206, `bytes 1000000-1000002/${bytes.length}`, bytes.subarray(1_000_000)],
    [{ range: 'bytes=-3' }, 206, `bytes 1000000-1000002/${bytes.length}`, bytes.subarray(1_000_000)],
    [{ range: 'bytes=0-99', 'if-range': etag }, 206, `bytes 0-99/${bytes.length}`, bytes.subarray(0, 100)],
    [{ range: 'bytes=0-99', 'if-range': '"other"' }, 200, undefined, bytes],
    [{ range: 'bytes=0-0,5-6' }, 200, undefined, bytes],
    [{ 'if-none-match': etag }, 304, undefined, Buffer.alloc(0)],
  ])('F16 answers %j with %i', async (headers, status, contentRange, expected) => {
    const answer = await download('cart-1.0', headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect(answer.headers.etag).toBe(etag);
    expect(answer.bytes.equals(expected)).toBe(true);
  });

  it('asks which file when a version has several, unless they are the same', async () => {
    const other = randomBytes(10);
    await put('cart', '2.0', 'amd64', bytes);
    await put('cart', '2.0', 'arm64', other);
    const asked = await download('cart-2.0');
    expect(asked.status).toBe(409);
    expect(JSON.parse(asked.bytes.toString())).toMatchObject({
      code: 'SEVERAL_ARTIFACTS',
      arches: ['amd64', 'arm64'],
    });
    expect((await download('cart-2.0?arch=aarch64')).bytes.equals(other)).toBe(true);
    expect((await download('cart-2.0?arch=mips')).status).toBe(404);
  });

  it('asks which file when a name can be cut in two ways', async () => {
    await put('cart', 'web-1', 'any', Buffer.from('cart web-1'));
    await put('cart-web', '1', 'any', Buffer.from('cart-web 1'));
    expect((await download('cart-web-1')).status).toBe(409);
  });

  it.each(['cart', 'nothing-1.0', '0'.repeat(64), 'x'])('has nothing at %s for people', async (file) => {
    expect((await download(file)).status).toBe(404);
  });

  it('S34 hides files of other projects like missing ones, and needs a sign-in', async () => {
    const stranger = await console.newPerson();
    expect((await download('cart-1.0', {}, 'GET', stranger.token)).status).toBe(404);
    expect((await download(sha256, {}, 'GET', stranger.token)).status).toBe(404);
    expect((await download('cart-1.0', {}, 'GET', 'e30.e30.e30')).status).toBe(401);
    expect((await download('nothing-1.0', {}, 'GET', 'e30.e30.e30')).status).toBe(401);
  });

  it('S02 does not serve bytes that no longer hash to their name, until the same file is uploaded again', async () => {
    const place = join(console.dataDir, 'artifacts', 'sha256', sha256.slice(0, 2), sha256);
    const { atime, mtime } = statSync(place);
    const damaged = readFileSync(place);
    damaged[500] = (damaged[500] as number) ^ 1;
    writeFileSync(place, damaged);
    utimesSync(place, atime, mtime);
    for (const headers of [{}, { range: 'bytes=0-10' }])
      expect((await download('cart-1.0', headers)).status).toBe(410);
    appendFileSync(place, 'x');
    expect((await download(sha256)).status).toBe(410);
    rmSync(place);
    expect((await download(sha256)).status).toBe(410);
    expect(await put('cart', '1.0', 'amd64', bytes)).toBe(200);
    expect((await download('cart-1.0')).bytes.equals(bytes)).toBe(true);
  });
});
