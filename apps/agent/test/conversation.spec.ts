import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FakeConsole } from './fake-console.js';
import { freePort, TestHost, until } from './test-host.js';
import { CA_FILE, proxyDoor, tlsDoor } from './tls-console.js';

jest.setTimeout(60_000);

describe('the conversation with the console', () => {
  let console_: FakeConsole;
  let host: TestHost;
  let old: string;

  beforeEach(async () => {
    console_ = await new FakeConsole().start();
    host = await new TestHost().prepare();
    old = host.install(host.program('one'));
    await host.startService();
  });
  afterEach(async () => {
    await host.remove();
    await console_.stop();
  });

  const isActive = (): boolean => console_.observedBin('web')?.phase === 'active';
  const wantNext = (generation = 1): string => {
    const sha256 = console_.addFile(host.program(`build-${generation}`));
    console_.want({ bin: 'web', sha256, generation });
    return sha256;
  };

  it('enrols once, keeps its own token to itself, and never uses the enrolment token again', async () => {
    console_.enrolmentToken = 'rce_secret-for-many';
    console_.node = 'given-by-console';
    host.configure([console_.url], { enrolmentToken: 'rce_secret-for-many', labels: { isp: 'cmcc' } });
    const agent = host.startAgent();
    const tokenFile = join(host.stateDir, 'token');
    await until('the token', () => existsSync(tokenFile) && console_.syncs.length > 1);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    expect(console_.syncs[0]?.body).toMatchObject({ facts: { name: 'test-host', labels: { isp: 'cmcc' } } });
    expect(console_.syncs[0]?.body.nodeId).toMatch(/^[0-9a-f-]{36}$/);
    const later = console_.syncs.slice(1);
    expect(
      later.every(({ authorization }) => authorization === 'Bearer rcn_own_token_of_given-by-console'),
    ).toBe(true);
    expect(later.every(({ body }) => body.nodeId === 'given-by-console')).toBe(true);
    expect(agent.output).not.toMatch(/secret-for-many|own_token/);
  });

  it('a node that is known by its address needs no id of its own', async () => {
    host.configure([host.withToken(console_.url)]);
    const agent = host.startAgent();
    await until('it asked', () => console_.syncs.length > 0);
    const basic = Buffer.from('node-1:secret-of-node-1').toString('base64');
    expect(console_.syncs[0]).toMatchObject({ authorization: `Basic ${basic}` });
    expect(console_.syncs[0]?.body.nodeId).toBeUndefined();
    expect(agent.output).not.toContain('secret-of-node-1');
  });

  it('S33 a node that was refused keeps running what runs, asks on slowly, and comes back', async () => {
    host.configure([host.withToken(console_.url)]);
    const agent = host.startAgent();
    await until('it reports', () => console_.observedBin('web'));
    console_.refuse = { status: 401, code: 'NODE_TOKEN_REVOKED' };
    console_.news();
    const asked = console_.syncs.length;
    await until('it asks on', () => console_.syncs.length > asked + 2);
    expect([await host.ask(), agent.child.exitCode]).toEqual(['one', null]);
    expect(agent.output).toContain('NODE_TOKEN_REVOKED');
    console_.refuse = null;
    wantNext();
    await until('active', isActive);
  });

  it('a rotated token file works without a restart', async () => {
    host.configure([console_.url]);
    host.startAgent();
    await until(
      'it looked for a token',
      () => existsSync(host.stateDir) && readdirSync(host.stateDir).includes('agent.lock'),
    );
    writeFileSync(join(host.stateDir, 'token'), 'rcn_minted_by_hand\n');
    await until('it asks', () => console_.syncs[0]?.authorization === 'Bearer rcn_minted_by_hand');
  });

  it('moves on to the next server when one is gone', async () => {
    const dead = `http://127.0.0.1:${await freePort()}/api/v1`;
    host.configure([host.withToken(dead), host.withToken(console_.url)]);
    wantNext();
    host.startAgent();
    await until('active', isActive);
    expect(await host.ask()).toBe('build-1');
  });

  it('moves on to the next server when one does not know this node', async () => {
    const stranger = await new FakeConsole().start();
    stranger.refuse = { status: 401, code: 'NODE_TOKEN_REVOKED' };
    const sync = { retryMinSeconds: 0.1, retryMaxSeconds: 0.5, refusedSeconds: 300, waitSeconds: 5 };
    try {
      host.configure([host.withToken(stranger.url), host.withToken(console_.url)], { sync });
      wantNext();
      host.startAgent();
      await until('active', isActive);
      expect(stranger.syncs.length).toBeGreaterThan(0);
    } finally {
      await stranger.stop();
    }
  });

  it('moves on to the next server when one says 200 and is no console', async () => {
    const stranger = await new FakeConsole().start();
    stranger.inFront = { status: 'maintenance' };
    try {
      host.configure([host.withToken(stranger.url), host.withToken(console_.url)]);
      wantNext();
      const agent = host.startAgent();
      await until('active', isActive);
      expect(agent.output).toContain('ANSWER_INVALID');
      expect(console_.phases(1)[0]).toBe('downloading');
      expect(stranger.syncs).toHaveLength(1);
    } finally {
      await stranger.stop();
    }
  });

  it('asks slowly, and takes nothing as told, while somebody else answers in its place', async () => {
    host.configure([host.withToken(console_.url)]);
    host.startAgent();
    await until('it reports', () => console_.observedBin('web'));
    console_.inFront = { status: 'maintenance' };
    wantNext();
    await until('it was answered so', () => console_.syncs.length > 2);
    const asked = console_.syncs.length;
    await new Promise((done) => setTimeout(done, 2_000));
    expect(console_.syncs.length - asked).toBeLessThan(15);
    console_.inFront = null;
    await until('active', isActive);
    expect(console_.phases(1)[0]).toBe('downloading');
  });

  it('works on without the console, remembers what it did, and tells it later', async () => {
    host.configure([host.withToken(console_.url)]);
    const agent = host.startAgent();
    await until('it reports', () => console_.observedBin('web'));
    console_.acknowledgesAtOnce = 0;
    host.script('drain.sh', 'sleep 0.5');
    wantNext();
    await until('it began', () => console_.phases(1).includes('draining'));
    await console_.stop();
    await until('it went on alone', async () => (await host.ask()) === 'build-1');
    await agent.kill('SIGTERM');
    host.startAgent();
    await new Promise((done) => setTimeout(done, 500));
    console_.acknowledgesAtOnce = Number.POSITIVE_INFINITY;
    console_.events.clear();
    await console_.start();
    await until('it told all', () => console_.phases(1).includes('active'));
    expect(console_.phases(1).slice(0, 5)).toEqual([
      'downloading',
      'verified',
      'prechecking',
      'staged',
      'draining',
    ]);
    const journal = join(host.stateDir, 'bins/web.json');
    await until('it was acknowledged', () => console_.isHeard());
    expect(JSON.parse(readFileSync(journal, 'utf8'))).toMatchObject({ actedGeneration: 1 });
  });

  it('F22 says the same events with the same ids until they are acknowledged, and then no more', async () => {
    console_.acknowledgesAtOnce = 0;
    host.configure([host.withToken(console_.url)]);
    host.startAgent();
    wantNext();
    await until('active', isActive);
    const ids = (): string[] => console_.syncs.flatMap(({ body }) => (body.events ?? []).map(({ id }) => id));
    await until('said again', () => ids().length > console_.events.size);
    expect(console_.events.size).toBe(12);
    console_.acknowledgesAtOnce = 1;
    await until(
      'silent',
      () => console_.isHeard() && console_.syncs[console_.syncs.length - 1]?.body.events === undefined,
    );
    expect(new Set([...console_.events.values()].map(({ seq }) => seq)).size).toBe(12);
    expect(console_.acknowledged).toEqual(new Set(console_.events.keys()));
  });

  it('a report that the console rejects does not keep it from hearing what to run', async () => {
    host.configure([host.withToken(console_.url)]);
    console_.rejectReports = true;
    const next = wantNext();
    host.startAgent();
    await until('it runs', () => host.liveDigest() === next);
  });

  it('F56 speaks HTTPS with a private authority, through a proxy', async () => {
    const door = await tlsDoor(console_.url);
    const proxy = await proxyDoor();
    try {
      const server = `https://node-1:secret-of-node-1@localhost:${door.port}/api/v1`;
      host.configure([server], {
        caFile: CA_FILE,
        proxy: `http://edge:proxy-secret@127.0.0.1:${proxy.port}`,
      });
      wantNext();
      const agent = host.startAgent();
      await until('active', isActive);
      expect(new Set(proxy.tunnels)).toEqual(new Set([`localhost:${door.port}`]));
      expect(proxy.tunnels.length).toBeLessThanOrEqual(3);
      expect(agent.output).not.toContain('proxy-secret');
    } finally {
      await host.remove();
      await proxy.close();
      await door.close();
    }
  });

  it('F56 does not speak to a console whose certificate nobody vouched for', async () => {
    const door = await tlsDoor(console_.url);
    try {
      host.configure([`https://node-1:secret-of-node-1@localhost:${door.port}/api/v1`]);
      wantNext();
      const agent = host.startAgent();
      await until('it complains', () => agent.output.includes('sync.unreachable'));
      expect(console_.syncs).toHaveLength(0);
      expect([host.liveDigest(), await host.ask()]).toEqual([old, 'one']);
    } finally {
      await host.remove();
      await door.close();
    }
  });
});
