import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { withConsole, type Person } from '../../test/with-console.js';
import { httpServerOf } from '../platform/http/index.js';
import { uploadTo, type Uploaded } from './upload-client.fixtures.js';

const IN_STORE = /^artifacts\/(incoming(\/[0-9a-f-]{36}\.part)?|sha256(\/[0-9a-f]{2}(\/[0-9a-f]{64})?)?)$/;
const FILE_CALLS = [
  ...['open', 'mkdir', 'rename', 'rm', 'stat', 'lstat', 'readdir', 'unlink', 'link', 'symlink'],
  ...['access', 'copyFile', 'writeFile', 'appendFile', 'readFile', 'truncate', 'chmod', 'utimes'],
] as 'open'[];
/** No UTF-8, or encoded twice: in a query the percent signs stay what they are, and nobody decodes them later. */
const HARMLESS_AS_FILE_NAME = ['%252e%252e%252fx', '%c0%ae%c0%ae%c0%afx', '%e0%80%ae%e0%80%ae%e0%80%afx'];

describe('S07 names touch nothing but the store', () => {
  const console = withConsole();
  let developer: Person;
  let port = 0;

  beforeAll(async () => {
    await console.app.listen(0, '127.0.0.1');
    port = (httpServerOf(console.app).server.address() as AddressInfo).port;
    const { id } = await console.newProject('shop');
    developer = await console.member(id, 'developer');
    await developer.call('POST', '/bins', { projectId: id, name: 'cart' });
  });

  /** Every path that is handed to the file system while `work` runs, below the data folder. */
  async function touchedBy(work: () => Promise<void>): Promise<string[]> {
    const paths: string[] = [];
    const real = jest.requireActual<Record<string, (...args: unknown[]) => unknown>>('node:fs/promises');
    const spies = FILE_CALLS.map((name) => {
      const call = real[name];
      return jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
        paths.push(...args.filter((arg) => typeof arg === 'string' && arg.includes('/')).map(String));
        return call?.(...args);
      }) as never);
    });
    await work().finally(() => spies.forEach((spy) => spy.mockRestore()));
    return paths.map((path) => relative(console.dataDir, path));
  }

  const upload = (path: string, bytes: Buffer): Promise<Uploaded> =>
    uploadTo(port, developer.token, `/bins/${path}`, bytes);
  /** The path goes out as it is. */
  const downloadStatus = (name: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${developer.token}` };
      const asked = get({ host: '127.0.0.1', port, path: `/api/v1/download/${name}`, headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      asked.on('error', reject);
    });
  const rows = (): Promise<unknown> =>
    console.db.source.query(
      'SELECT v.version, a.* FROM artifacts a JOIN bin_versions v ON v.id = version_id',
    );

  it.each([
    '..%2f..%2fetc%2fpasswd',
    '../../../../etc/passwd',
    '..%5c..%5cx',
    '..\\x',
    '%2e%2e',
    '%2e%2e%2f%2e%2e%2fx',
    '%252e%252e%252fx',
    '%c0%ae%c0%ae%c0%afx',
    '%e0%80%ae%e0%80%ae%e0%80%afx',
    '%00',
    'a%00b',
    'a%0ab',
    '%2fetc%2fpasswd',
    '%5c%5chost%5cshare',
    '%2f%2fhost%2fshare',
    'C:%5cx',
    'C:x',
    'file:%2f%2f%2fetc%2fpasswd',
    'x'.repeat(290),
    '%E2%80%A4%E2%80%A4%EF%BC%8Fetc',
    '%EF%BC%8E%EF%BC%8E%EF%BC%8Fx',
    '..;/x',
    '.%2e%2fx',
  ])('S07 %s is refused as one', async (name) => {
    const paths = await touchedBy(async () => {
      const asNames = [
        `${name}/versions/1/artifacts/amd64`,
        `cart/versions/${name}/artifacts/amd64`,
        `cart/versions/9.0.0/artifacts/${name}`,
      ];
      const asFileName = `cart/versions/9.0.0/artifacts/amd64?fileName=${name}`;
      const isHarmless = HARMLESS_AS_FILE_NAME.includes(name);
      for (const path of [...asNames, ...(isHarmless ? [] : [asFileName])])
        expect([400, 404]).toContain((await upload(path, Buffer.from('x'))).status);
      expect([400, 404]).toContain(await downloadStatus(name));
    });
    expect(paths.filter((path) => !IN_STORE.test(path))).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('S07 a file that is taken lies under its sha256, whatever it is to be called', async () => {
    const names = [
      '版本 1.bin',
      'a..b',
      '...x',
      '‥∕x',
      '%2e%2e%2fx',
      '-rf',
      '~root',
      '$HOME',
      'CON',
      'x'.repeat(200),
    ];
    const paths = await touchedBy(async () => {
      for (const [index, name] of names.entries()) {
        const bytes = Buffer.from(`named ${name}`);
        const path = `cart/versions/11.0.${index}/artifacts/amd64?fileName=${encodeURIComponent(name)}`;
        expect((await upload(path, bytes)).status).toBe(201);
        expect(await downloadStatus(`cart-11.0.${index}`)).toBe(200);
        expect(await downloadStatus(createHash('sha256').update(bytes).digest('hex'))).toBe(200);
      }
    });
    expect(new Set(paths.filter((path) => path.startsWith('artifacts/sha256/'))).size).toBeGreaterThan(
      names.length,
    );
    expect(paths.filter((path) => !IN_STORE.test(path))).toEqual([]);
  });
});
