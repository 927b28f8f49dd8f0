import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually, withConsole } from '../../../test/with-console.js';
import { TestFleet, type AVersion } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let one: AVersion;

beforeAll(async () => {
  const { projectId } = await fleet.aPlace('edge');
  one = await fleet.aVersion(await fleet.aBin(projectId, 'proxy'), '1.0.0');
});

describe('waiting', () => {
  it('answers after a change and long before its time is over, also one made through another process', async () => {
    const other = await console.another();
    try {
      const node = await fleet.aNode('wait-1', { arch: 'amd64' });
      const { stateVersion } = (await node.sync({}, other)).body;
      const waiting = node.sync({ stateVersion, wait: 30 }, other);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const startedAt = Date.now();
      await fleet.want('wait-1', one, 0);
      const { body } = await waiting;
      expect(Date.now() - startedAt).toBeLessThan(10_000);
      expect(body.bins).toMatchObject([{ sha256: one.sha256, generation: 1 }]);
    } finally {
      await other.close();
    }
  });

  it('ends in time without news', async () => {
    const node = await fleet.aNode('wait-2');
    const { stateVersion } = (await node.sync()).body;
    const startedAt = Date.now();
    const { body } = await node.sync({ stateVersion, wait: 0.3 });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
    expect(body).not.toHaveProperty('bins');
  });

  it('waits too for an agent that says with every call what it runs, but answers news at once', async () => {
    const node = await fleet.aNode('wait-5', { arch: 'amd64' });
    await fleet.want('wait-5', one, 0);
    const observed = [
      { bin: 'proxy', sha256: one.sha256, generation: 1, healthy: true },
      { bin: 'something-else', sha256: null, generation: 0 },
    ];
    const { stateVersion } = await eventually(async () => {
      const { body } = await node.sync();
      expect(body.bins).toHaveLength(1);
      return body;
    });
    const took = async (body: object): Promise<number> => {
      const startedAt = Date.now();
      await node.sync({ stateVersion, wait: 4, ...body });
      return Date.now() - startedAt;
    };
    expect(await took({ observed })).toBeLessThan(3_990);
    expect(await took({ observed })).toBeGreaterThanOrEqual(3_990);
    expect(await took({ observed: [{ ...observed[0], sha256: 'b'.repeat(64) }] })).toBeLessThan(3_990);
    const event = { id: 'e', bin: 'proxy', generation: 1, attempt: 1, seq: 1, phase: 'active' };
    expect(await took({ events: [event] })).toBeLessThan(3_990);
  });

  it('S33 ends when the token is revoked, and the next call is refused', async () => {
    const node = await fleet.aNode('wait-3');
    const { stateVersion } = (await node.sync()).body;
    const waiting = node.sync({ stateVersion, wait: 30 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fleet.query("UPDATE node_tokens SET revoked_at = now() WHERE node_id = 'wait-3'");
    await fleet.query("SELECT pg_notify('nodes_revoked', 'wait-3')");
    const { status, body } = await waiting;
    expect([status, body.code]).toEqual([401, 'NODE_TOKEN_REVOKED']);
    expect((await node.sync()).status).toBe(401);
  });

  it('F52 does not hold up the end of the process', async () => {
    const ending: NestFastifyApplication = await console.another();
    const base = await fleet.listen(ending);
    const node = await fleet.aNode('wait-4');
    const ask = (body: object): Promise<Response> =>
      fetch(`${base}/api/v1/agent/sync`, {
        method: 'POST',
        headers: { authorization: `Bearer ${node.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { stateVersion } = (await (await ask({})).json()) as { stateVersion: string };
    const waiting = ask({ stateVersion, wait: 50 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = Date.now();
    await ending.close();
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    expect((await waiting).status).toBe(200);
  });
});
