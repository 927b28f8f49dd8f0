import { eventually, withConsole, type Answer, type Person } from '../../../test/with-console.js';
import { TestFleet } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let base: string;
let place: { projectId: string; environmentId: string };
let operator: Person;
let viewer: Person;

beforeAll(async () => {
  base = await fleet.listen();
  place = await fleet.aPlace('cdn');
  operator = await console.member(place.projectId, 'operator');
  viewer = await console.member(place.projectId, 'viewer');
});

/** A process of its own as far as the console can tell: its own connection, its own name, the same token. */
async function callAs(token: string, instance: string): Promise<number> {
  const answer = await fetch(`${base}/api/v1/agent/sync`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agent: { version: '1.0.0', instance } }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

async function nodeOf(id: string): Promise<Answer['body']> {
  return (await operator.call('GET', `/nodes/${id}`)).body;
}

describe('F29: two agents with one identity', () => {
  it('are found, shown, told in history and audit once, and believed again when a person says so', async () => {
    const { token } = await fleet.aNode('cloned', { place });
    const [row] = await fleet.query<{ id: string }>(`SELECT id FROM nodes WHERE id = 'cloned'`);
    expect(row?.id).toBe('cloned');
    for (let turn = 0; turn < 4; turn += 1) {
      expect(await callAs(token, 'original')).toBe(200);
      expect(await callAs(token, 'copy')).toBe(200);
    }
    expect((await nodeOf('cloned')).quarantine).toEqual({ since: expect.any(String) });
    const listed = (await viewer.call('GET', '/nodes?isQuarantined=true')).body;
    expect(listed.items.map(({ id }: { id: string }) => id)).toEqual(['cloned']);
    expect((await viewer.call('GET', '/nodes/summary')).body.quarantined).toBe(1);
    const entries = await fleet.query(
      `SELECT actor_kind, project_id FROM audit_entries WHERE action = 'node.quarantined' AND subject_id = 'cloned'`,
    );
    expect(entries).toEqual([{ actor_kind: 'system', project_id: place.projectId }]);
    const explained = (await viewer.call('GET', '/nodes/cloned/explain?bin=proxy')).body;
    expect(explained).toMatchObject({ kind: 'quarantined' });

    expect((await viewer.call('POST', '/nodes/cloned/quarantine/clear', {})).status).toBe(403);
    const cleared = await operator.call('POST', '/nodes/cloned/quarantine/clear', { reason: 'copy is off' });
    expect(cleared.status).toBe(204);
    expect((await nodeOf('cloned')).quarantine).toBeNull();
    expect((await operator.call('POST', '/nodes/cloned/quarantine/clear', {})).body.code).toBe(
      'NODE_NOT_QUARANTINED',
    );
    for (let turn = 0; turn < 5; turn += 1) await callAs(token, 'original');
    expect((await nodeOf('cloned')).quarantine).toBeNull();
    for (let turn = 0; turn < 4; turn += 1) {
      await callAs(token, 'original');
      await callAs(token, 'copy');
    }
    expect((await nodeOf('cloned')).quarantine).not.toBeNull();
  });

  it('are found when each only ever speaks to its own process of the API', async () => {
    const { token } = await fleet.aNode('apart', { place });
    const other = await console.another();
    const call = async (instance: string, app: typeof other): Promise<void> => {
      const headers = { authorization: `Bearer ${token}` };
      const body = { agent: { version: '1.0.0', instance } };
      expect((await console.call('POST', '/agent/sync', { headers, body, app })).status).toBe(200);
    };
    await eventually(async () => {
      await call('original', console.app);
      await call('copy', other);
      expect((await nodeOf('apart')).quarantine).not.toBeNull();
    });
    await other.close();
  });

  it('is no clone: an agent that is started again and again', async () => {
    const { token } = await fleet.aNode('restarts', { place });
    for (let start = 0; start < 8; start += 1) {
      await callAs(token, `start ${start}`);
      await callAs(token, `start ${start}`);
    }
    expect((await nodeOf('restarts')).quarantine).toBeNull();
  });
});
