import { withConsole } from '../../../test/with-console.js';
import { TestFleet } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);

describe('what a node reports', () => {
  it('of numbers larger than can be stored is the largest that can, and the node goes on', async () => {
    const place = await fleet.aPlace('cdn');
    const binId = await fleet.aBin(place.projectId, 'proxy');
    const one = await fleet.aVersion(binId, '1.0.0');
    const node = await fleet.aNode('huge-1', { arch: 'amd64' });
    await fleet.want('huge-1', one, 0);
    const event = {
      id: 'h',
      bin: 'proxy',
      generation: 1,
      attempt: Number.MAX_SAFE_INTEGER,
      seq: 1,
      phase: 'active',
    };
    const told = await node.sync({ events: [{ ...event, durationMs: 1e300 }] });
    expect([told.status, told.body.acknowledged]).toEqual([200, ['h']]);
    const ran = await node.sync({
      observed: [{ bin: 'proxy', sha256: one.sha256, generation: 1, phase: 'active' }],
    });
    expect(ran.status).toBe(200);
    expect(await fleet.observedOf('huge-1', binId)).toMatchObject({ sha256: one.sha256, generation: 1 });
    const [row] = await fleet.query(
      "SELECT attempt, duration_ms::float8 AS ms FROM node_events WHERE node_id = 'huge-1' AND kind = 'progress'",
    );
    expect(row).toEqual({ attempt: 21_474_835, ms: Number.MAX_SAFE_INTEGER });
  });
});
