import { sha256Of, withConfigWorld } from '../publications/published-world.fixtures.js';

describe('which node has which version', () => {
  const world = withConfigWorld(4);
  const list = (query = '') => world.read(`/instances?environment=production${query}`);

  it('says that nobody knows before anything was published', async () => {
    const { counts, items } = await list();
    expect(counts).toMatchObject({ total: 4, unknown: 4 });
    expect(items[0]).toMatchObject({ nodeId: 'node-0', state: 'unknown', wanted: null, running: null });
  });

  it('tells who has it, who had another one, who could not take it and where somebody changed it', async () => {
    await world.published();
    const old = sha256Of('{"level": "info"}\n');
    world.releases.markOldBytes(old);
    expect((await list()).counts).toMatchObject({ total: 4, in_sync: 4 });
    const [first, second] = world.releases.nodes;
    await world.save('base', '{"level": "warn"}\n');
    const made = world.ok(await world.publish({ failureThreshold: undefined }));
    if (first) first.outcome = 'fails';
    if (second) second.isSilent = true;
    await world.deploy(made.releaseId);
    await world.releases.ok(world.releases.manager, made.releaseId, 'pause').catch(() => undefined);
    for (const node of world.releases.nodes) if (!node.isSilent) await node.sync();
    const { items } = await list();
    const states = Object.fromEntries(items.map(({ nodeId, state }: never) => [nodeId, state]));
    expect(states['node-1']).toBe('lagging');
    expect(states['node-0']).toBe('failed');
    expect(items.find(({ nodeId }: { nodeId: string }) => nodeId === 'node-0').error).toContain('healthy');
    expect((await list('&state=lagging')).items.map(({ nodeId }: never) => nodeId)).toEqual(['node-1']);
    expect((await list('&q=NODE-3')).items).toHaveLength(1);
    const page = await list('&limit=3');
    expect((await list(`&limit=3&cursor=${page.nextCursor}`)).items).toHaveLength(1);
  });

  it('knows a file that was changed by hand', async () => {
    const third = world.releases.nodes[2];
    await third?.sync();
    await third?.pretendToRun(world.bin, sha256Of('by hand'));
    const found = (await list('&state=drifted')).items;
    expect(found).toEqual([
      expect.objectContaining({ nodeId: 'node-2', running: null, sha256: sha256Of('by hand') }),
    ]);
  });

  it('refuses an environment that there is not', async () => {
    const { manager } = world.releases;
    const answer = await manager.call('GET', `${world.path}/instances?environment=moon`);
    expect(answer.body.errors).toEqual([expect.objectContaining({ code: 'unknown_environment' })]);
  });
});
