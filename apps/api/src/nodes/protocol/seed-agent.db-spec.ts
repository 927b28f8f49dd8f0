import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, withConsole } from '../../../test/with-console.js';
import { EngineFacts } from '../index.js';
import { TestFleet, type AVersion } from '../fleet.fixtures.js';
import { runSeedAgent } from './seed-agent.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
const host = mkdtempSync(join(tmpdir(), 'seed-host-'));
const live = join(host, 'proxy');
let origin: string;
let place: { projectId: string; environmentId: string };
let one: AVersion;
let two: AVersion;

beforeAll(async () => {
  origin = await fleet.listen();
  place = await fleet.aPlace('edge');
  await console.admin.call('POST', '/bins', { projectId: place.projectId, name: 'proxy' });
  one = await upload('1.0.0');
  two = await upload('2.0.0');
});

afterAll(() => rmSync(host, { recursive: true, force: true }));

async function upload(version: string): Promise<AVersion> {
  const bytes = Buffer.concat([Buffer.from(`#!/bin/sh\necho ${version}\n`), randomBytes(200_000)]);
  const answer = await fetch(`${origin}/api/v1/bins/proxy/versions/${version}/artifacts/amd64`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${console.admin.token}`, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  if (answer.status !== 201) throw new Error(`uploading answered ${answer.status} ${await answer.text()}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [row] = await fleet.query<{ versionId: string; binId: string }>(
    'SELECT v.id AS "versionId", v.bin_id AS "binId" FROM bin_versions v WHERE v.version = $1',
    [version],
  );
  return { binId: row?.binId ?? '', versionId: row?.versionId ?? '', sha256 };
}

const digest = (): string => createHash('sha256').update(readFileSync(live)).digest('hex');

describe('an agent that knows only a base URL with user and password in it', () => {
  it('does a whole upgrade and a way back with a shell and curl', async () => {
    await console.admin.call('POST', '/nodes', { id: 'cron-1', name: 'Cron 1', memberships: [place] });
    const { token } = (await console.admin.call('POST', '/nodes/cron-1/tokens')).body;
    const base = `${origin.replace('//', `//cron-1:${token}@`)}/api/v1`;
    const run = async (): Promise<void> =>
      expect(await runSeedAgent(base, 'proxy', live)).toEqual({ code: 0, output: '' });

    await run();
    expect(existsSync(live)).toBe(false);

    await fleet.want('cron-1', one, 0);
    await eventually(async () => {
      await run();
      expect(digest()).toBe(one.sha256);
    });
    await fleet.want('cron-1', two, 1);
    await eventually(async () => {
      await run();
      expect(digest()).toBe(two.sha256);
    });
    const facts = await console.app.get(EngineFacts).load(console.db.source.manager, two.binId, ['cron-1']);
    expect(facts.get('cron-1')).toMatchObject({
      protocol: 'seed',
      arch: 'amd64',
      observed: { sha256: two.sha256, generation: 2, isHealthy: null },
      progress: { generation: 2, phase: 'active' },
    });

    await fleet.want('cron-1', one, 2, { action: 'revert' });
    await eventually(async () => {
      await run();
      expect(digest()).toBe(one.sha256);
    });
    const node = (await console.admin.call('GET', '/nodes/cron-1')).body;
    expect(node).toMatchObject({
      presence: 'online',
      protocol: 'seed',
      running: [{ bin: 'proxy', version: '1.0.0', phase: 'active' }],
    });
  }, 30_000);

  it('joins by an enrolment token alone', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const made = await console.admin.call('POST', '/enrolment-tokens', {
      environmentIds: [place.environmentId],
      maxUses: 1,
      expiresAt,
      lifecycle: 'active',
    });
    const base = `${origin.replace('//', `//cron-2:${made.body.token}@`)}/api/v1`;
    expect(await runSeedAgent(base, 'proxy', join(host, 'other'))).toEqual({ code: 0, output: '' });
    expect((await console.admin.call('GET', '/nodes/cron-2')).body).toMatchObject({
      name: 'host-of-cron',
      arch: 'amd64',
      memberships: [{ projectCode: 'edge' }],
    });
  });

  it('with the wrong password gets no further than the first call', async () => {
    const base = `${origin.replace('//', '//cron-1:rcn_wrong@')}/api/v1`;
    expect((await runSeedAgent(base, 'proxy', live)).code).toBe(3);
  });
});

describe('downloads for nodes', () => {
  it('give what was released where the node serves, by any of its names, and nothing else', async () => {
    const node = await fleet.aNode('dl-1', { place, arch: 'amd64' });
    const get = (file: string, method: 'GET' | 'HEAD' = 'GET'): ReturnType<typeof node.call> =>
      node.call(method, `/download/${file}`);
    const three = await upload('3.0.0');
    expect((await get('proxy')).status).toBe(404);
    expect((await get('proxy-3.0.0')).status).toBe(404);
    expect((await get(three.sha256)).status).toBe(404);
    await fleet.want('dl-1', three, 0);
    for (const file of ['proxy', 'proxy-3.0.0', three.sha256]) {
      await eventually(async () =>
        expect((await get(file, 'HEAD')).headers).toMatchObject({
          etag: `"${three.sha256}"`,
          'accept-ranges': 'bytes',
        }),
      );
    }
    // Its neighbour in the same environment was given version 1.
    expect((await get('proxy-1.0.0')).status).toBe(200);
    const stranger = await fleet.aNode('dl-2', { arch: 'amd64' });
    expect((await stranger.call('GET', `/download/${three.sha256}`)).status).toBe(404);
    expect((await console.admin.call('GET', '/download/proxy-2.0.0')).status).toBe(200);
    expect((await console.call('GET', '/download/proxy-2.0.0')).status).toBe(401);
  });

  it('and the bin itself at the URL that people use too', async () => {
    const node = await fleet.aNode('dl-3', { arch: 'amd64' });
    await fleet.want('dl-3', two, 0);
    await eventually(async () =>
      expect((await node.call('GET', '/bins/proxy')).body).toMatchObject({
        bin_name: 'proxy',
        version: '2.0.0',
      }),
    );
    expect((await console.admin.call('GET', '/bins/proxy')).body).toMatchObject({
      name: 'proxy',
      projectCode: 'edge',
    });
  });
});
