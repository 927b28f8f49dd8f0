import { withReleaseWorld } from '../releases.fixtures.js';

describe('releases that want the same nodes', () => {
  const world = withReleaseWorld(4);

  async function approved(...nodes: readonly number[]): Promise<string> {
    const selector = { nodeIds: nodes.map((node) => `node-${node}`) };
    const strategy = { type: 'rolling', batch: '100%' };
    const { id } = await world.create('1.0.0', { submit: true, selector, strategy });
    await world.ok(world.approver, id, 'approve');
    return id;
  }

  async function nodesOf(id: string): Promise<string[]> {
    const { items } = (await world.manager.call('GET', `/releases/${id}/targets`)).body;
    return items.map(({ nodeId }: { nodeId: string }) => nodeId);
  }

  it('I10 never run side by side on one node, however many are deployed at once, and others do', async () => {
    const overlapping = [
      await approved(0, 1),
      await approved(1, 2),
      await approved(2, 0),
      await approved(0, 1, 2),
    ];
    const apart = await approved(3);
    const answers = await Promise.all(
      [...overlapping, apart].map((id) => world.manager.call('POST', `/releases/${id}/deploy`)),
    );
    for (const { status, body } of answers) if (status !== 200) expect(body.code).toBe('NODES_CLAIMED');
    const { items } = (await world.manager.call('GET', '/releases?active=true')).body;
    const live: string[] = items.map(({ id }: { id: string }) => id);
    expect(live).toHaveLength(2);
    expect(live).toContain(apart);
    const claimed = (await Promise.all(live.map(nodesOf))).flat();
    expect(new Set(claimed).size).toBe(claimed.length);
    for (const id of live) await world.ok(world.manager, id, 'abort', { reason: 'seen enough' });
  });
});
