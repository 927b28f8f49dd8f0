import { withConsole } from '../../../test/with-console.js';
import { TestFleet } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };

beforeAll(async () => {
  place = await fleet.aPlace('edge');
});

describe('enrolment', () => {
  const sync = (token: string, body: object): ReturnType<typeof console.call> =>
    console.call('POST', '/agent/sync', {
      body: { agent: { version: '1', instance: 'i' }, ...body },
      headers: { authorization: `Bearer ${token}` },
    });

  it('exchanges the token for the node’s own one, which then works', async () => {
    const { token } = await fleet.anEnrolmentToken([place.environmentId], { lifecycle: 'observing' });
    const { status, body } = await sync(token, {
      nodeId: 'new-1',
      facts: { name: 'host', arch: 'x86_64', labels: { region: 'north', 'bad key!': 'x' } },
    });
    expect([status, body.nodeId, body.lifecycle]).toEqual([200, 'new-1', 'observing']);
    expect(body.token).toMatch(/^rcn_/);
    const [row] = await fleet.query(
      "SELECT n.labels, m.environment_id FROM nodes n JOIN node_memberships m ON m.node_id = n.id WHERE n.id = 'new-1'",
    );
    expect(row).toEqual({ labels: { region: 'north' }, environment_id: place.environmentId });
    expect((await sync(body.token, { nodeId: 'new-1' })).status).toBe(200);
  });

  it('S22 a node token is nobody among people, and a person’s access token no node', async () => {
    const node = await fleet.aNode('own-token');
    const shown = { authorization: `Bearer ${node.token}` };
    expect((await console.call('GET', '/auth/me', { headers: shown })).status).toBe(401);
    expect((await console.call('POST', '/auth/ws-ticket', { headers: shown })).status).toBe(401);
    expect((await sync(node.token, {})).status).toBe(200);
    expect((await sync(console.admin.token, {})).status).toBe(401);
    const keepalive = { body: { node_id: 'own-token' } };
    const person = { authorization: `Bearer ${console.admin.token}` };
    expect((await console.call('POST', '/keepalive', { ...keepalive, headers: person })).status).toBe(401);
  });

  it('gives the token again while the first was never used, and never afterwards', async () => {
    const { token } = await fleet.anEnrolmentToken([place.environmentId]);
    const first = await sync(token, { nodeId: 'new-2' });
    const again = await sync(token, { nodeId: 'new-2' });
    expect(again.status).toBe(200);
    expect((await sync(first.body.token, {})).status).toBe(401);
    expect((await sync(again.body.token, {})).status).toBe(200);
    const late = await sync(token, { nodeId: 'new-2' });
    expect([late.status, late.body.code]).toEqual([403, 'NODE_MISMATCH']);
  });

  it('gives a node that people registered before what everybody there runs', async () => {
    const binId = await fleet.aBin(place.projectId, 'everywhere');
    const version = await fleet.aVersion(binId, '1.0.0');
    await fleet.query('INSERT INTO baselines (environment_id, bin_id, version_id) VALUES ($1, $2, $3)', [
      place.environmentId,
      binId,
      version.versionId,
    ]);
    const registered = await console.admin.call('POST', '/nodes', {
      id: 'known-1',
      name: 'known',
      arch: 'amd64',
    });
    expect(registered.status).toBe(201);
    const { token } = await fleet.anEnrolmentToken([place.environmentId]);
    const { body } = await sync(token, { nodeId: 'known-1' });
    const own = await sync(body.token, {});
    expect(own.body.bins).toMatchObject([{ bin: 'everywhere', version: '1.0.0', generation: 1 }]);
  });

  it('never takes over a node that belongs to another token', async () => {
    await fleet.aNode('theirs');
    const { token } = await fleet.anEnrolmentToken([place.environmentId]);
    const { status, body } = await sync(token, { nodeId: 'theirs' });
    expect([status, body.code]).toEqual([403, 'NODE_MISMATCH']);
    expect(
      await fleet.query('SELECT uses FROM enrolment_tokens WHERE environment_ids = $1 AND uses = 0', [
        [place.environmentId],
      ]),
    ).not.toHaveLength(0);
  });

  it('is counted exactly, also for many nodes at once', async () => {
    const { id, token } = await fleet.anEnrolmentToken([place.environmentId], { maxUses: 3 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => sync(token, { nodeId: `crowd-${index}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['ENROLMENT_TOKEN_USED_UP']),
    );
    expect(await fleet.query('SELECT uses FROM enrolment_tokens WHERE id = $1', [id])).toEqual([{ uses: 3 }]);
  });

  it('ends in time', async () => {
    const { token } = await fleet.anEnrolmentToken([place.environmentId], { expiresIn: '-1 second' });
    expect((await sync(token, { nodeId: 'late' })).body.code).toBe('ENROLMENT_TOKEN_EXPIRED');
  });

  it('binds a seed agent at first use, and lets it keep the token when it has run out for others', async () => {
    const { token } = await fleet.anEnrolmentToken([place.environmentId], { maxUses: 1 });
    const basic = (user: string): { authorization: string } => ({
      authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        console.call('POST', '/keepalive', { body: { node_name: 'h' }, headers: basic('seed-1') }),
      ),
    );
    expect(answers.map(({ status, body }) => `${status} ${body.node.node_id}`)).toEqual(
      Array(3).fill('201 seed-1'),
    );
    expect((await console.call('GET', '/keepalive', { headers: basic('seed-1') })).status).toBe(200);
    expect((await console.call('GET', '/keepalive', { headers: basic('seed-2') })).body.code).toBe(
      'ENROLMENT_TOKEN_USED_UP',
    );
  });
});
