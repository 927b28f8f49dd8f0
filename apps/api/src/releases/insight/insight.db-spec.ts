import { withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = {
  strategy: { type: 'rolling', batch: '100%' },
  failureThreshold: '100%',
  onFailure: 'pause',
};

describe('what a release can tell about itself', () => {
  const world = withReleaseWorld(12);
  const get = async (path: string) => (await world.manager.call('GET', path)).body;
  let [first, second] = ['', ''];

  beforeAll(async () => {
    first = await world.deployed('1.0.0', ALL_AT_ONCE);
    await world.until(first, ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    await world.query(
      `UPDATE nodes SET kernel = '5.14', labels = labels || jsonb_build_object('rack', id)`,
      [],
    );
    await world.query(
      `UPDATE nodes SET kernel = '4.18' WHERE id IN ('node-0', 'node-1', 'node-2', 'node-3')`,
      [],
    );
    for (const node of world.nodes.slice(0, 4)) node.outcome = 'fails';
    second = await world.deployed('2.0.0', { ...ALL_AT_ONCE, selector: { labels: { isp: ['demo'] } } });
    await world.until(second, ({ status }) => status === 'completed_with_exceptions');
  }, 60_000);

  it('groups failed nodes, and says what they have and the others have not', async () => {
    const found = await get(`/releases/${second}/failure-groups`);
    expect(found).toMatchObject({ asked: 12, failed: 4 });
    expect(found.groups).toHaveLength(1);
    expect(found.groups[0]).toMatchObject({
      code: 'HEALTH_FAILED',
      text: 'It did not become healthy.',
      count: 4,
      statuses: { failed: 4 },
      shared: [{ kind: 'kernel', name: '', value: '4.18', inGroup: 4, asked: 4, lift: 3 }],
    });
  });

  it('names the nodes of a group, and knows no group that is not there', async () => {
    const { groups } = await get(`/releases/${second}/failure-groups`);
    const { nodeIds, isCut } = await get(`/releases/${second}/failure-groups/${groups[0].key}`);
    expect(isCut).toBe(false);
    expect(nodeIds.toSorted()).toEqual(['node-0', 'node-1', 'node-2', 'node-3']);
    expect((await world.manager.call('GET', `/releases/${second}/failure-groups/0000`)).status).toBe(404);
    expect(await get(`/releases/${first}/failure-groups`)).toEqual({ asked: 12, failed: 0, groups: [] });
  });

  it('says when a group has more nodes than one action takes, and names those first that wait for one', async () => {
    await world.query(
      `INSERT INTO nodes (id, name, arch, labels, lifecycle)
       SELECT 'mass-' || n, 'mass-' || n, 'amd64', '{}', 'active' FROM generate_series(1, 10001) n`,
      [],
    );
    await world.query(
      `INSERT INTO release_targets SELECT (jsonb_populate_record(t, jsonb_build_object(
         'node_id', 'mass-' || n, 'rank', 100 + n, 'error_code', 'MASS', 'is_forgiven', n = 1))).*
       FROM release_targets t, generate_series(1, 10001) n WHERE t.release_id = $1 AND t.node_id = 'node-0'`,
      [second],
    );
    const { groups } = await get(`/releases/${second}/failure-groups`);
    expect(groups[0]).toMatchObject({ code: 'MASS', count: 10_001 });
    const { nodeIds, isCut } = await get(`/releases/${second}/failure-groups/${groups[0].key}`);
    expect([nodeIds.length, isCut]).toEqual([10_000, true]);
    expect(nodeIds).not.toContain('mass-1');
    for (const [table, column] of [['release_targets', 'node_id'] as const, ['nodes', 'id'] as const])
      await world.query(`DELETE FROM ${table} WHERE ${column} LIKE 'mass-%'`, []);
  });

  it('tells what became of one node', async () => {
    const target = await get(`/releases/${second}/targets/node-0`);
    expect(target).toMatchObject({
      nodeId: 'node-0',
      status: 'failed',
      error: { code: 'HEALTH_FAILED' },
      from: { version: '1.0.0' },
    });
    expect(target.timeline[0]).toMatchObject({ status: 'assigned', error: null });
    expect(target.timeline.at(-1)).toMatchObject({ status: 'failed', error: { code: 'HEALTH_FAILED' } });
    expect((await world.manager.call('GET', `/releases/${second}/targets/nobody`)).status).toBe(404);
  });

  it('is compared with the one before it when none is named', async () => {
    const compared = await get(`/releases/compare?b=${second}`);
    expect(compared).toMatchObject({
      a: { id: first, status: 'completed' },
      b: { id: second, status: 'completed_with_exceptions', progress: { failed: 4 } },
      nodes: { both: 12, onlyInA: 0, onlyInB: 0 },
    });
    expect(compared.differs.toSorted()).toEqual(['artifacts', 'bins', 'selector']);
    expect(compared.b.durationSeconds).toBeGreaterThanOrEqual(0);
    expect(compared.b.steps[0]).toMatchObject({ kind: 'wave', status: 'done' });
    expect(await get(`/releases/compare?b=${first}`)).toMatchObject({
      status: 404,
      code: 'NO_PREVIOUS_RELEASE',
    });
  });

  it('names nodes that only one of the two has', async () => {
    await world.addNode('late');
    const draft = await world.create('3.0.0', { ...ALL_AT_ONCE, selector: { nodeIds: ['node-1', 'late'] } });
    expect(await get(`/releases/compare?a=${second}&b=${draft.id}`)).toMatchObject({ nodes: null });
    const small = await world.deployed('3.0.0', {
      ...ALL_AT_ONCE,
      selector: { nodeIds: ['node-1', 'late'] },
    });
    const { nodes } = await get(`/releases/compare?a=${second}&b=${small}`);
    expect(nodes).toMatchObject({
      both: 1,
      onlyInA: 11,
      onlyInB: 1,
      sampleOnlyInB: [{ id: 'late', name: 'late' }],
    });
    expect(nodes.sampleOnlyInA).toHaveLength(11);
  });

  it('is not shown to people of other projects', async () => {
    const other = await world.console.newProject('other');
    const stranger = await world.console.member(other.id, 'release_manager');
    expect((await stranger.call('GET', `/releases/compare?a=${first}&b=${second}`)).status).toBe(404);
    expect((await stranger.call('GET', `/releases/${second}/failure-groups`)).status).toBe(404);
  });
});
