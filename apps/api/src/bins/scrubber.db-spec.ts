import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConsole, eventually } from '../../test/with-console.js';
import { BLOB_STORE, type BlobStore } from './blobs/blob-store.js';
import { BlobScrubber } from './blobs/blob-scrubber.js';

const PAGES = 40;

describe('S02 reading through what is stored', () => {
  const console = withConsole({ SCRUB_BYTES_PER_SECOND: '2000000', SCRUB_CYCLE_HOURS: '24' });
  const contents = Array.from({ length: PAGES }, () => randomBytes(3_000));
  const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const placeOf = (sha256: string): string =>
    join(console.dataDir, 'artifacts', 'sha256', sha256.slice(0, 2), sha256);
  const put = (version: number, bytes: Buffer) =>
    console.admin.call('PUT', `/bins/cart/versions/${version}/artifacts/any`, bytes);
  const scrubber = (app = console.app): BlobScrubber => app.get(BlobScrubber, { strict: false });
  const artifact = async (version: number) =>
    (await console.admin.call('GET', `/bins/cart/versions/${version}`)).body.artifacts[0];
  const download = async (version: number): Promise<number> =>
    (await console.admin.call('GET', `/download/cart-${version}`)).status;
  const audit = async (action: string) =>
    (await console.admin.call('GET', `/audit?action=${action}`)).body.items as readonly {
      readonly data: { sha256: string; versions: readonly string[]; damage: string };
      readonly actor: { kind: string };
    }[];
  const aCycleLater = () =>
    console.db.source.query("UPDATE blob_checks SET checked_at = checked_at - interval '24 hours 1 second'");
  const checks = async (): Promise<number> =>
    (
      await console.db.source.query('SELECT count(*)::int AS n FROM blob_checks WHERE checked_at IS NOT NULL')
    )[0].n;

  beforeAll(async () => {
    const { id } = await console.newProject('shop');
    await console.admin.call('POST', '/bins', { projectId: id, name: 'cart' });
    for (const [version, bytes] of contents.entries()) expect((await put(version, bytes)).status).toBe(201);
  }, 60_000);

  it('is shared by all processes: each file is read by one of them, once in a cycle', async () => {
    const other = await console.another();
    try {
      const apps = [console.app, other];
      const opened: string[] = [];
      for (const app of apps) {
        const store = app.get<BlobStore>(BLOB_STORE, { strict: false });
        const open = store.open.bind(store);
        jest.spyOn(store, 'open').mockImplementation(async (sha256) => {
          const blob = await open(sha256);
          if (!blob) return undefined;
          const read = blob.read.bind(blob);
          return Object.assign(blob, {
            read: (start: number, end: number) => {
              opened.push(`${apps.indexOf(app)} ${sha256}`);
              return read(start, end);
            },
          });
        });
      }
      await Promise.all(apps.map((app) => scrubber(app).scrub()));
      await scrubber().scrub();
      expect(opened.map((line) => line.slice(2)).sort()).toEqual(contents.map(sha256Of).sort());
      expect(new Set(opened.map((line) => line[0]))).toEqual(new Set(['0', '1']));
      expect(await checks()).toBe(PAGES);
      expect(await artifact(3)).toMatchObject({ damage: null, checkedAt: expect.any(String) });
    } finally {
      jest.restoreAllMocks();
      await other.close();
    }
  }, 60_000);

  it('is no faster than it may be', async () => {
    expect((await put(PAGES, randomBytes(1_600_000))).status).toBe(201);
    const begun = performance.now();
    await scrubber().scrub();
    expect(performance.now() - begun).toBeGreaterThan(800);
  });

  it('finds what was changed or is missing within a cycle, says so once, and heals by the same bytes', async () => {
    const [changed, missing] = [sha256Of(contents[1] as Buffer), sha256Of(contents[2] as Buffer)];
    const { atime, mtime } = statSync(placeOf(changed));
    const flipped = readFileSync(placeOf(changed));
    flipped[7] = (flipped[7] as number) ^ 1;
    writeFileSync(placeOf(changed), flipped);
    utimesSync(placeOf(changed), atime, mtime);
    rmSync(placeOf(missing));

    await scrubber().scrub();
    expect(await artifact(1)).toMatchObject({ damage: null });
    for (let cycle = 0; cycle < 2; cycle += 1) {
      await aCycleLater();
      await scrubber().scrub();
    }
    expect(await artifact(1)).toMatchObject({ damage: 'changed' });
    expect(await artifact(2)).toMatchObject({ damage: 'missing' });
    expect(await artifact(3)).toMatchObject({ damage: null });
    expect(await audit('artifact.damaged')).toEqual([
      expect.objectContaining({ actor: expect.objectContaining({ kind: 'system' }) }),
      expect.objectContaining({ actor: expect.objectContaining({ kind: 'system' }) }),
    ]);
    expect((await audit('artifact.damaged')).map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { sha256: changed, versions: ['1'], damage: 'changed' },
        { sha256: missing, versions: ['2'], damage: 'missing' },
      ]),
    );
    expect([await download(1), await download(2), await download(3)]).toEqual([410, 410, 200]);

    for (const version of [1, 2]) expect((await put(version, contents[version] as Buffer)).status).toBe(200);
    expect([await artifact(1), await artifact(2)]).toEqual([
      expect.objectContaining({ damage: null }),
      expect.objectContaining({ damage: null }),
    ]);
    expect([await download(1), await download(2)]).toEqual([200, 200]);
    expect((await audit('artifact.repaired')).map(({ data }) => data.sha256).sort()).toEqual(
      [changed, missing].sort(),
    );
  });

  it('is not waited for where somebody downloads the damaged file first', async () => {
    rmSync(placeOf(sha256Of(contents[5] as Buffer)));
    expect(await download(5)).toBe(410);
    await eventually(async () => expect(await artifact(5)).toMatchObject({ damage: 'missing' }));
  });

  it('finds a file that was put back by hand to be whole again', async () => {
    writeFileSync(placeOf(sha256Of(contents[5] as Buffer)), contents[5] as Buffer);
    await aCycleLater();
    await scrubber().scrub();
    expect(await artifact(5)).toMatchObject({ damage: null });
  });
});
