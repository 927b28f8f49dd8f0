import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { FakeConsole, serveFile } from './fake-console.js';
import { TestHost, until } from './test-host.js';

jest.setTimeout(60_000);

describe('bringing the bytes', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let old: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    host.configure([host.withToken(console_.url)], { sync: { retryMinSeconds: 0.05, retryMaxSeconds: 0.1 } });
    old = host.install(host.program('one'));
    await host.startService();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const phase = (): string | undefined => console_.observedBin('web')?.phase;

  it('F16 a download that is cut again and again goes on where it was, and nothing is touched before it is whole', async () => {
    const content = host.program('two', 'good', 500_000);
    const cuts = 25;
    let served = 0;
    console_.download = (request, response, bytes, sha256) => {
      served += 1;
      if (served > cuts) return serveFile(request, response, bytes, sha256);
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? '0');
      const head = { etag: `"${sha256}"`, 'content-length': bytes.length - from };
      const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
      response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...head, ...range } : head);
      response.write(bytes.subarray(from, from + 15_000 + served), () =>
        setTimeout(() => response.destroy(), 5),
      );
    };
    host.startAgent();
    const next = console_.addFile(content);
    console_.want({ bin: 'web', sha256: next, generation: 1 });
    await until(
      'the trouble is told',
      () => console_.observedBin('web')?.error !== null && phase() === 'downloading',
    );
    expect(host.liveDigest()).toBe(old);
    await until('active', () => phase() === 'active');
    expect(await host.ask()).toBe('two');
    const starts = console_.downloads.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    // A busy host may lose a connection before it has written anything of it, but never what it had.
    expect(starts.slice(1).every((from, index) => from >= (starts[index] ?? 0))).toBe(true);
    expect(new Set(starts).size).toBeGreaterThan(cuts / 2);
    const resumed = console_.downloads.filter(({ range }) => range !== undefined);
    expect(resumed.every(({ ifRange }) => ifRange === `"${next}"`)).toBe(true);
  });

  it('S02 wrong bytes never run: refused, reported, the old program untouched', async () => {
    const sync = { retryMinSeconds: 0.6, retryMaxSeconds: 0.6 };
    host.configure([host.withToken(console_.url)], { sync });
    const asked: number[] = [];
    console_.download = (_, response, bytes) => {
      asked.push(Date.now());
      const flipped = Buffer.from(bytes);
      flipped[10] = (flipped[10] ?? 0) ^ 1;
      response.writeHead(200).end(flipped);
    };
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('failed', () => phase() === 'failed');
    expect(console_.observedBin('web')).toMatchObject({
      sha256: old,
      healthy: true,
      error: { code: 'INTEGRITY_MISMATCH' },
    });
    expect([host.liveDigest(), await host.ask(), host.witnessed()]).toEqual([old, 'one', []]);
    expect(readdirSync(dirname(host.path))).toEqual(['web']);
    expect(console_.downloads).toHaveLength(2);
    expect(asked[1]).toBeGreaterThan((asked[0] ?? 0) + 250);
  });

  describe('of two servers', () => {
    let second: FakeConsole;
    let next: string;

    beforeEach(async () => {
      second = await new FakeConsole().start();
      const content = host.program('two', 'good', 100_000);
      next = console_.addFile(content);
      second.addFile(content);
      host.configure([host.withToken(console_.url), host.withToken(second.url)]);
      console_.want({ bin: 'web', sha256: next, generation: 1 });
    });
    afterEach(() => second.stop());

    it('asks the other one when the bytes of the first were wrong', async () => {
      console_.download = (_, response, bytes, sha256) =>
        response.writeHead(200, { etag: `"${sha256}"` }).end(Buffer.alloc(bytes.length));
      host.startAgent();
      await until('active', () => phase() === 'active');
      expect([host.liveDigest(), console_.downloads.length, second.downloads.length]).toEqual([next, 1, 1]);
    });

    it('begins anew with the other one when it can not know what the first one cut', async () => {
      console_.download = (_, response, bytes) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(Buffer.alloc(50_000), () => setTimeout(() => response.destroy(), 50));
      };
      host.startAgent();
      await until('active', () => phase() === 'active');
      expect(second.downloads.map(({ range }) => range)).toEqual([undefined]);
    });
  });

  it('S04 a body without end is cut at the declared size', async () => {
    let sent = 0;
    console_.download = (_, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', pour);
      };
      response.writeHead(200);
      pour();
    };
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await until('failed', () => phase() === 'failed');
    expect(console_.observedBin('web')?.error?.code).toBe('SIZE_EXCEEDED');
    expect(sent).toBeLessThan(50_000_000);
    expect([host.liveDigest(), readdirSync(dirname(host.path))]).toEqual([old, ['web']]);
  });

  it('F17 a file that changed between two parts is begun anew', async () => {
    const content = host.program('two', 'good', 100_000);
    let served = 0;
    console_.download = (request, response, bytes, sha256) => {
      served += 1;
      if (served === 1) {
        response.writeHead(200, { etag: `"${sha256}"`, 'content-length': bytes.length });
        return void response.write(bytes.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 5));
      }
      if (served > 2) return serveFile(request, response, bytes, sha256);
      const range = `bytes 50000-${bytes.length - 1}/${bytes.length}`;
      response
        .writeHead(206, { etag: '"another"', 'content-range': range })
        .end(Buffer.alloc(bytes.length - 50_000));
    };
    host.startAgent();
    console_.want({ bin: 'web', sha256: console_.addFile(content), generation: 1 });
    await until('active', () => phase() === 'active');
    expect(console_.downloads[2]?.range).toBeUndefined();
  });

  it('gives its token to the console only, not to a store that it is sent to', async () => {
    const store = await new FakeConsole().start();
    try {
      const content = host.program('two');
      const next = store.addFile(content);
      console_.addFile(content);
      console_.download = (_, response, __, sha256) => {
        response.writeHead(302, { location: `${store.url}/download/${sha256}` }).end();
      };
      host.startAgent();
      console_.want({ bin: 'web', sha256: next, generation: 1 });
      await until('active', () => phase() === 'active');
      expect(console_.downloads[0]?.authorization).toMatch(/^Basic /);
      expect(store.downloads[0]?.authorization).toBeUndefined();
    } finally {
      await store.stop();
    }
  });

  it.each<readonly [string, FakeConsole['download']]>([
    ['comes without an end', (_, response) => void response.writeHead(200).write('#')],
    ['is not there yet', (_, response) => void response.writeHead(404).end()],
  ])('F28 tells when the program turns bad while a file %s', async (_, download) => {
    host.install(host.program('one', 'turns-bad'));
    execFileSync(join(host.folder, 'stop.sh'));
    await until('it ended', async () => (await host.ask()) === null);
    console_.download = download;
    console_.want({ bin: 'web', sha256: console_.addFile(host.program('two')), generation: 1 });
    await host.startService();
    host.startAgent();
    await until('it is brought', () => phase() === 'downloading');
    const healthy = (): boolean | null | undefined => console_.observedBin('web')?.healthy;
    await until('told', () => phase() === 'downloading' && healthy() === false, 15);
  });

  it('keeps trying while the file is not there yet, and says so', async () => {
    host.startAgent();
    const content = host.program('two');
    let isThere = false;
    console_.download = (request, response, bytes, sha256) =>
      isThere ? serveFile(request, response, bytes, sha256) : void response.writeHead(404).end();
    console_.want({ bin: 'web', sha256: console_.addFile(content), generation: 1 });
    await until('told', () => console_.observedBin('web')?.error?.code === 'DOWNLOAD_HTTP_404');
    await until('tried again', () => console_.downloads.length > 3);
    expect([phase(), host.liveDigest()]).toEqual(['downloading', old]);
    isThere = true;
    await until('active', () => phase() === 'active');
    expect(console_.observedBin('web')?.error).toBeNull();
    expect(console_.phases(1).filter((name) => name === 'downloading')).toHaveLength(1);
  });
});
