import { eventually } from '../../../test/with-console.js';
import { ReleaseEngine } from './release-engine.js';
import { digestOf, withReleaseWorld, type ScriptedNode } from '../releases.fixtures.js';

describe('reports that can not be true', () => {
  const world = withReleaseWorld(2);

  function claims(node: ScriptedNode, sha256: string, generation: number): Promise<unknown> {
    return node.send({
      observed: [{ bin: world.bin, sha256, source: 'process', healthy: true, generation, phase: 'active' }],
      events: [
        {
          id: `${node.id}-${sha256}-${generation}`,
          bin: world.bin,
          generation,
          attempt: 1,
          seq: 1,
          phase: 'active',
        },
      ],
    });
  }

  async function statuses(id: string): Promise<Record<string, string>> {
    for (let look = 0; look < 3; look += 1) await world.console.app.get(ReleaseEngine).tick(id);
    const { items } = (await world.manager.call('GET', `/releases/${id}/targets`)).body;
    return Object.fromEntries(
      items.map(({ nodeId, status }: { nodeId: string; status: string }) => [nodeId, status]),
    );
  }

  it('F25 are no success: of a generation that was never given, before a node was asked, or of other bytes', async () => {
    const id = await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: 1 } });
    const [first, second] = await eventually(async () => {
      const now = await statuses(id);
      const asked = world.nodes.find((node) => now[node.id] === 'assigned');
      const other = world.nodes.find((node) => now[node.id] === 'pending');
      if (!asked || !other) throw new Error(`nobody was asked: ${JSON.stringify(now)}`);
      return [asked, other] as const;
    }, 20_000);

    await claims(first, digestOf('1.0.0'), 9);
    await claims(second, digestOf('1.0.0'), 1);
    expect(await statuses(id)).toEqual({ [first.id]: 'assigned', [second.id]: 'pending' });
    await claims(first, digestOf('2.0.0'), 1);
    expect((await statuses(id))[first.id]).not.toBe('succeeded');

    for (const node of [first, second]) {
      const { items } = (await world.manager.call('GET', `/nodes/${node.id}/events`)).body;
      expect(items.map(({ kind }: { kind: string }) => kind)).toContain('impossible');
    }
    await first.sync();
    const done = await world.until(id, ({ status }) => status === 'completed');
    expect(done.progress).toMatchObject({ succeeded: 2 });
  }, 40_000);
});
