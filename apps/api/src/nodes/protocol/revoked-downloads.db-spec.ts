import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { withConsole } from '../../../test/with-console.js';
import { STALLING_BYTES, stallDownload, type StalledDownload } from '../../bins/stalled-download.fixtures.js';
import { TestFleet } from '../fleet.fixtures.js';

describe('S33 a file that is being sent to a node', () => {
  const console = withConsole();
  const fleet = new TestFleet(console);
  let place: { readonly projectId: string; readonly environmentId: string };
  let other: NestFastifyApplication;
  let server: Server;
  let sha256 = '';
  const open: StalledDownload[] = [];

  beforeAll(async () => {
    other = await console.another();
    await fleet.listen(other);
    server = other.getHttpServer() as Server;
    place = await fleet.aPlace('edge');
    await console.admin.call('POST', '/bins', { projectId: place.projectId, name: 'proxy' });
    const file = Buffer.alloc(STALLING_BYTES, randomBytes(4_096));
    const path = '/bins/proxy/versions/1.0.0/artifacts/amd64';
    sha256 = (await console.admin.call('PUT', path, file)).body.sha256 as string;
  }, 30_000);
  afterEach(() => open.splice(0).forEach((download) => download.stop()));
  afterAll(() => other.close());

  /** From the process that the change is not made in. */
  async function stall(authorization: string): Promise<StalledDownload> {
    const download = await stallDownload(server, authorization, sha256);
    open.push(download);
    expect(download.status).toBe(200);
    return download;
  }

  async function wanted(nodeId: string): Promise<void> {
    const [row] = await fleet.query<{ binId: string; versionId: string }>(
      'SELECT bin_id AS "binId", id AS "versionId" FROM bin_versions',
    );
    await fleet.want(nodeId, { binId: row?.binId ?? '', versionId: row?.versionId ?? '', sha256 }, 0);
  }

  it('is cut when its token is revoked, and goes on for others', async () => {
    const [revoked, kept] = [
      await fleet.aNode('cut-1', { arch: 'amd64', place }),
      await fleet.aNode('kept-1', { arch: 'amd64', place }),
    ];
    for (const { id } of [revoked, kept]) await wanted(id);
    const [cut, whole] = [await stall(revoked.basic), await stall(kept.basic)];
    const tokens = (await console.admin.call('GET', '/nodes/cut-1/tokens')).body.items as { id: string }[];
    const path = `/nodes/cut-1/tokens/${tokens[0]?.id}`;
    expect((await console.admin.call('DELETE', path)).status).toBe(204);
    expect(await cut.isCutWithin(5_000)).toBe(true);
    expect(await whole.isCutWithin(300)).toBe(false);
    expect((await revoked.call('GET', `/download/${sha256}`, undefined, undefined, other)).status).toBe(401);
  });

  it('is cut when the enrolment token is revoked that its agent shows', async () => {
    const { id, token } = await fleet.anEnrolmentToken([place.environmentId]);
    const basic = `Basic ${Buffer.from(`cut-2:${token}`).toString('base64')}`;
    const keepalive = { node_id: 'cut-2', cpu_arch: 'amd64' };
    const headers = { authorization: basic };
    expect((await console.call('POST', '/keepalive', { body: keepalive, headers })).status).toBe(201);
    await wanted('cut-2');
    const cut = await stall(basic);
    expect((await console.admin.call('DELETE', `/enrolment-tokens/${id}`)).status).toBe(204);
    expect(await cut.isCutWithin(5_000)).toBe(true);
    expect((await console.call('GET', '/bins/proxy', { headers, app: other })).status).toBe(401);
  });

  it('is cut when the node is retired', async () => {
    const node = await fleet.aNode('cut-3', { arch: 'amd64', place });
    await wanted('cut-3');
    const cut = await stall(node.basic);
    const retired = await console.admin.call('POST', '/nodes/cut-3/lifecycle', { to: 'retired' });
    expect(retired.status).toBeLessThan(300);
    expect(await cut.isCutWithin(5_000)).toBe(true);
  });

  it('S33 a long poll with an enrolment token ends with it, also through another process', async () => {
    const { id, token } = await fleet.anEnrolmentToken([place.environmentId]);
    const headers = { authorization: `Basic ${Buffer.from(`poll-1:${token}`).toString('base64')}` };
    await console.call('POST', '/keepalive', { body: { node_id: 'poll-1', cpu_arch: 'amd64' }, headers });
    const sync = (body: object): ReturnType<typeof console.call> =>
      console.call('POST', '/agent/sync', {
        body: { agent: { version: '1.0.0', instance: 'i1' }, ...body },
        headers,
        app: other,
      });
    const { stateVersion } = (await sync({})).body;
    const waiting = sync({ stateVersion, wait: 30 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = Date.now();
    expect((await console.admin.call('DELETE', `/enrolment-tokens/${id}`)).status).toBe(204);
    const { status, body } = await waiting;
    expect([status, body.code]).toEqual([401, 'NODE_TOKEN_REVOKED']);
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});
