import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import fs from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { eventually, withConsole, type Person } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';
import { uploadTo, type Uploaded } from './upload-client.fixtures.js';

const MAX_BYTES = 3 * 1024 ** 2;

describe('uploading artifacts', () => {
  const console = withConsole({ MAX_ARTIFACT_BYTES: String(MAX_BYTES) });
  let developer: Person;
  let port = 0;

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
    const { id } = await console.newProject('shop');
    developer = await console.member(id, 'developer');
    await developer.call('POST', '/bins', { projectId: id, name: 'cart' });
  });

  const filesIn = (folder: string): string[] => {
    try {
      return readdirSync(join(console.dataDir, 'artifacts', folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort();
    } catch {
      return [];
    }
  };
  const rows = async (): Promise<unknown[]> =>
    console.db.source.query(
      'SELECT version, arch, sha256 FROM artifacts a JOIN bin_versions v ON v.id = a.version_id ORDER BY 1, 2',
    );
  const snapshot = async (): Promise<unknown> => ({
    blobs: filesIn('sha256'),
    incoming: filesIn('incoming'),
    rows: await rows(),
  });

  const upload = (
    path: string,
    body: Buffer | Readable,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Uploaded> => uploadTo(port, developer.token, path, body, headers);
  const pathOf = (version: string, arch = 'amd64', bin = 'cart'): string =>
    `/bins/${bin}/versions/${version}/artifacts/${arch}`;
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  it('stores the bytes under their sha256, makes the version and tells who did it', async () => {
    const bytes = randomBytes(200_000);
    const answer = await upload(pathOf('1.0.0', 'x86_64'), bytes, { 'content-type': 'application/x-gzip' });
    expect(answer).toMatchObject({
      status: 201,
      body: { arch: 'amd64', sha256: sha256(bytes), sizeBytes: 200_000, created: true },
    });
    expect(filesIn('sha256')).toEqual([sha256(bytes)]);
    const { body: version } = await developer.call('GET', '/bins/cart/versions/1.0.0');
    expect(version).toMatchObject({
      version: '1.0.0',
      createdBy: { id: developer.id },
      withdrawnAt: null,
      running: [],
    });
    expect(version.artifacts).toMatchObject([
      { arch: 'amd64', kind: 'file', sizeBytes: 200_000, fileName: 'cart', uploadedBy: { id: developer.id } },
    ]);
    const { body: audit } = await console.admin.call('GET', '/audit?action=artifact.uploaded');
    expect(audit.items[0]).toMatchObject({
      actor: { id: developer.id },
      data: { version: '1.0.0', sha256: sha256(bytes) },
    });
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'a b c', ''])(
    'takes a body of type %j as it is',
    async (contentType) => {
      const bytes = Buffer.from(`{"not": "json" ${contentType}`);
      const answer = await upload(
        pathOf(`type-${randomBytes(4).toString('hex')}`),
        bytes,
        contentType ? { 'content-type': contentType } : {},
      );
      expect(answer).toMatchObject({ status: 201, body: { sha256: sha256(bytes) } });
    },
  );

  it('S03 answers 200 to the same bytes again and 409 to others, told early or late', async () => {
    const bytes = randomBytes(5_000);
    expect((await upload(pathOf('2.0.0'), bytes)).status).toBe(201);
    const before = await snapshot();
    expect(await upload(pathOf('2.0.0'), bytes)).toMatchObject({ status: 200, body: { created: false } });
    const others: [Buffer | Readable, Record<string, string>][] = [
      [randomBytes(4_999), {}],
      [randomBytes(5_000), {}],
      [Readable.from([randomBytes(5_000)]), {}],
      [bytes, { 'x-checksum-sha256': 'f'.repeat(64) }],
    ];
    for (const [body, headers] of others) {
      expect(await upload(pathOf('2.0.0'), body, headers)).toMatchObject({
        status: 409,
        body: { code: 'VERSION_HAS_OTHER_BYTES' },
      });
    }
    expect(await snapshot()).toEqual(before);
  });

  it('S03 keeps exactly one of many that race for a version', async () => {
    const bodies = Array.from({ length: 8 }, () => randomBytes(20_000));
    const answers = await Promise.all(bodies.map((body) => upload(pathOf('3.0.0'), body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(
      answers.filter(({ status, body }) => status === 409 && body.code === 'VERSION_HAS_OTHER_BYTES'),
    ).toHaveLength(7);
    const kept = answers.find(({ status }) => status === 201)?.body.sha256;
    expect(filesIn('sha256').filter((name) => bodies.some((body) => sha256(body) === name))).toEqual([kept]);
    expect(filesIn('incoming')).toEqual([]);
  });

  it('S03 I3 a version never changes its bytes, whatever is sent in whatever order', async () => {
    const contents = ['one', 'two', 'three'].map((text) => Buffer.from(text));
    const known = new Map<string, string>();
    const command = fc.record({
      version: fc.constantFrom('p1', 'p2'),
      arch: fc.constantFrom('amd64', 'arm64'),
      content: fc.nat({ max: 2 }),
      chunked: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 6 }), async (commands) => {
        for (const { version, arch, content, chunked } of commands) {
          const bytes = contents[content] as Buffer;
          const answer = await upload(pathOf(version, arch), chunked ? Readable.from([bytes]) : bytes);
          const key = `${version} ${arch}`;
          const expected = known.get(key) ?? sha256(bytes);
          known.set(key, expected);
          expect(answer.status < 300).toBe(expected === sha256(bytes));
        }
        const stored = (await rows()) as { version: string; arch: string; sha256: string }[];
        for (const [key, sha] of known)
          expect(stored.find((row) => `${row.version} ${row.arch}` === key)?.sha256).toBe(sha);
      }),
      { numRuns: 15 },
    );
  });

  it('S03 not even the database lets the bytes of a version change', async () => {
    await expect(console.db.source.query(`UPDATE artifacts SET sha256 = repeat('0', 64)`)).rejects.toThrow(
      'never changed',
    );
    await expect(console.db.source.query('DELETE FROM artifacts')).rejects.toThrow('never changed');
    await expect(console.db.source.query("UPDATE bin_versions SET version = 'x'")).rejects.toThrow(
      'keeps its bin',
    );
  });

  it('keeps the kind of a file with it, and the same bytes are never another kind', async () => {
    const bytes = randomBytes(2_000);
    const path = `${pathOf('3.5.0')}?kind=archive`;
    expect(await upload(path, bytes)).toMatchObject({ status: 201, body: { kind: 'archive' } });
    expect((await upload(path, bytes)).status).toBe(200);
    const other = await upload(pathOf('3.5.0'), bytes);
    expect([other.status, other.body.code]).toEqual([409, 'VERSION_HAS_OTHER_KIND']);
    expect((await upload(`${pathOf('3.6.0')}?kind=zip`, bytes)).status).toBe(400);
    const { body } = await developer.call('GET', '/bins/cart/versions/3.5.0');
    expect(body.artifacts).toMatchObject([{ kind: 'archive' }]);
  });

  it('refuses other bytes than declared and keeps nothing', async () => {
    const before = await snapshot();
    const declared = sha256(Buffer.from('something else'));
    for (const [query, headers] of [
      ['', { 'x-checksum-sha256': declared }],
      ['', { 'content-digest': `md5=:AA==:, sha-256=:${Buffer.from(declared, 'hex').toString('base64')}:` }],
      [`?sha256=${declared.toUpperCase()}`, {}],
    ] as const) {
      expect(await upload(`${pathOf('4.0.0')}${query}`, randomBytes(3_000), headers)).toMatchObject({
        status: 422,
        body: { code: 'CHECKSUM_MISMATCH' },
      });
    }
    expect((await upload(`${pathOf('4.0.0')}?sha256=xyz`, randomBytes(10))).status).toBe(400);
    expect(await snapshot()).toEqual(before);
  });
  it('takes the bytes that were declared', async () => {
    const bytes = randomBytes(3_000);
    expect(
      (
        await upload(`${pathOf('4.1.0')}?sha256=${sha256(bytes)}&fileName=%E8%BD%A6.bin`, bytes, {
          'x-checksum-sha256': sha256(bytes),
        })
      ).status,
    ).toBe(201);
    const { headers } = await developer.call('HEAD', '/download/cart-4.1.0');
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''%E8%BD%A6.bin`);
  });

  it('refuses an empty body', async () => {
    const before = await snapshot();
    for (const body of [Buffer.alloc(0), Readable.from([])]) {
      expect(await upload(pathOf('5.0.0'), body)).toMatchObject({
        status: 400,
        body: { code: 'ARTIFACT_EMPTY' },
      });
    }
    expect(await snapshot()).toEqual(before);
  });

  it('refuses what is too large, by its length before reading and by counting while reading', async () => {
    const before = await snapshot();
    const tooLarge = Buffer.alloc(MAX_BYTES + 1);
    for (const body of [tooLarge, Readable.from([tooLarge])]) {
      expect(await upload(pathOf('6.0.0'), body)).toMatchObject({
        status: 413,
        body: { code: 'ARTIFACT_TOO_LARGE', maxBytes: MAX_BYTES },
      });
    }
    expect(await snapshot()).toEqual(before);
    expect((await upload(pathOf('6.0.0'), Buffer.alloc(MAX_BYTES))).status).toBe(201);
  });

  it('tells a client that waits for 100-continue to go on, or refuses without taking a byte', async () => {
    const talk = (version: string, length: number, body: Buffer): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        let seen = '';
        socket.on('data', (chunk) => {
          seen += chunk.toString();
          if (seen.includes('100 Continue') && !seen.includes('HTTP/1.1 2')) socket.write(body);
          if (/HTTP\/1.1 [2-5]/.test(seen)) socket.destroy();
        });
        socket.on('close', () => resolve(seen));
        socket.on('error', reject);
        socket.write(
          `PUT /api/v1${pathOf(version)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${developer.token}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
        );
      });
    const bytes = randomBytes(1_000);
    expect(await talk('7.0.0', 1_000, bytes)).toMatch(/100 Continue[^]*HTTP\/1.1 201/);
    const refused = await talk('7.1.0', MAX_BYTES + 1, bytes);
    expect(refused).toMatch(/^HTTP\/1.1 413/);
    expect(await talk('7.0.0', 999, bytes)).toMatch(/^HTTP\/1.1 409/);
  });

  it.each([0, 1, 25_000, 49_999])(
    'F13 keeps nothing of an upload that breaks off after %i of 50,000 bytes',
    async (sent) => {
      const before = await snapshot();
      await new Promise<void>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(
            `PUT /api/v1${pathOf('8.0.0')} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${developer.token}\r\nContent-Length: 50000\r\n\r\n`,
          );
          if (sent > 0) socket.write(Buffer.alloc(sent, 7));
          setTimeout(() => socket.destroy(), 150);
        });
        socket.on('close', () => resolve());
        socket.on('error', reject);
      });
      await eventually(async () => expect(await snapshot()).toEqual(before));
    },
  );

  it('F12 says 507 when the disk is full, and serves what it has', async () => {
    const before = await snapshot();
    const open = jest.spyOn(fs, 'open').mockImplementationOnce(async (...where) => {
      const file = await jest.requireActual<typeof fs>('node:fs/promises').open(...where);
      jest.spyOn(file, 'write').mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      return file;
    });
    expect(await upload(pathOf('12.0.0'), randomBytes(2 * 1024 ** 2))).toMatchObject({
      status: 507,
      body: { code: 'NO_SPACE' },
    });
    open.mockRestore();
    expect(await snapshot()).toEqual(before);
    expect((await developer.call('GET', '/download/cart-1.0.0')).status).toBe(200);
    expect((await upload(pathOf('12.0.0'), randomBytes(2 * 1024 ** 2))).status).toBe(201);
  });

  it('takes nothing more for a withdrawn version', async () => {
    const bytes = randomBytes(100);
    await upload(pathOf('10.0.0'), bytes);
    expect(
      (await developer.call('POST', '/bins/cart/versions/10.0.0/withdraw', { reason: 'leaks memory' }))
        .status,
    ).toBe(403);
    const withdrawn = await console.admin.call('POST', '/bins/cart/versions/10.0.0/withdraw', {
      reason: 'leaks memory',
    });
    expect(withdrawn).toMatchObject({ status: 200, body: { withdrawReason: 'leaks memory' } });
    expect(withdrawn.body.withdrawnAt).not.toBeNull();
    expect(await upload(pathOf('10.0.0', 'arm64'), bytes)).toMatchObject({
      status: 409,
      body: { code: 'VERSION_WITHDRAWN' },
    });
    expect((await upload(pathOf('10.0.0'), bytes)).status).toBe(200);
    expect((await developer.call('GET', '/bins/cart')).body.latestVersion).not.toBe('10.0.0');
    expect(
      (await console.admin.call('POST', '/bins/cart/versions/10.0.0/restore', {})).body.withdrawnAt,
    ).toBeNull();
    expect((await upload(pathOf('10.0.0', 'arm64'), bytes)).status).toBe(201);
  });

  it('keeps what it stored for the owner of the process only', () => {
    const [name = ''] = filesIn('sha256');
    expect(statSync(join(console.dataDir, 'artifacts', 'sha256', name.slice(0, 2), name)).mode & 0o077).toBe(
      0,
    );
  });
});
