import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const BESIDE = {
  strategy: { type: 'blue-green', mode: 'side-by-side', autoSwitch: false, rollbackWindowSeconds: 600 },
};

describe('two builds beside each other', () => {
  const world = withReleaseWorld(3);

  const told = async (index: number): Promise<unknown> =>
    (await world.nodes[index]?.send({ wait: 0 }))?.body.bins?.[0];

  async function saysItCan(index: number, bins: readonly string[]): Promise<void> {
    await world.nodes[index]?.send({ facts: { sideBySide: bins } });
  }

  it('is refused, naming the nodes, while one that speaks the protocol is not set up for it', async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    await saysItCan(0, [world.bin]);
    await saysItCan(1, [world.bin, '../odd name']);
    await saysItCan(2, ['another-bin']);
    const { body: preview } = await world.manager.call(
      'POST',
      '/releases/preview',
      world.draft('2.0.0', BESIDE),
    );
    expect(preview.warnings).toContainEqual({
      en: expect.stringMatching(/^1 node is not set up .*node-2\.$/) as string,
      zh: expect.stringContaining('node-2') as string,
    });
    const refused = await world.manager.call('POST', '/releases', {
      ...world.draft('2.0.0', BESIDE),
      submit: true,
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'SIDE_BY_SIDE_UNSUPPORTED']);
    expect(refused.body.detail).toContain('node-2');
    const { body: node } = await world.manager.call('GET', '/nodes/node-1');
    expect(node.sideBySide).toEqual([world.bin]);
  });

  it('tells every node the way and for how long the old build goes on, on the way back too', async () => {
    await saysItCan(2, [world.bin]);
    const id = await world.deployed('2.0.0', BESIDE);
    await world.until(id, ({ status }) => status === 'paused');
    const way = { mode: 'side-by-side', keepOldSeconds: 600 };
    expect(await told(0)).toMatchObject({ action: 'stage', ...way });
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ progress }) => progress.succeeded === 3);
    expect(await told(0)).toMatchObject({ action: 'activate', sha256: digestOf('2.0.0'), ...way });
    await world.ok(world.manager, id, 'rollback');
    await world.until(id, ({ status }) => status === 'rolled_back');
    expect(await told(0)).toMatchObject({ action: 'revert', sha256: digestOf('1.0.0'), ...way });
  });

  it('is checked again at deploy: what a host could do may be gone, and a swap needs none of it', async () => {
    const { id } = await world.create('3.0.0', { ...BESIDE, submit: true });
    await world.ok(world.approver, id, 'approve');
    await saysItCan(1, []);
    const refused = await world.manager.call('POST', `/releases/${id}/deploy`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'SIDE_BY_SIDE_UNSUPPORTED']);
    await world.ok(world.manager, id, 'cancel');
    const swap = await world.deployed('3.0.0', { strategy: { type: 'blue-green', autoSwitch: false } });
    await world.until(swap, ({ status }) => status === 'paused');
    expect(await told(0)).not.toHaveProperty('mode');
    await world.ok(world.manager, swap, 'rollback');
  });
});

describe('who joins a release of two builds beside each other', () => {
  const world = withReleaseWorld(2);

  it('follows in its last wave only if the host is set up for it', async () => {
    const saysItCan = (index: number, bins: readonly string[]) =>
      world.nodes[index]?.send({ facts: { sideBySide: bins } });
    for (const index of [0, 1]) await saysItCan(index, [world.bin]);
    const id = await world.deployed('1.0.0', { ...BESIDE, lateJoiners: 'last_wave', nodeGrowth: 2 });
    await world.addNode('can');
    await world.addNode('can-not');
    await saysItCan(2, [world.bin]);
    await saysItCan(3, ['another-bin']);
    const grown = await world.until(id, ({ progress }) => progress.total === 3);
    expect(grown.status).not.toBe('rolled_back');
    await world.ok(world.manager, id, 'promote');
    const done = await world.until(id, ({ progress }) => progress.succeeded === 3);
    expect([done.status, done.progress.total]).toEqual(['deploying', 3]);
    expect(world.nodes[3]?.acted).toEqual([]);
  }, 60_000);
});
