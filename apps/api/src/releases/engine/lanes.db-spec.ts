import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const WAITS = { strategy: { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }] } };

describe('releases that meet on the same nodes', () => {
  const world = withReleaseWorld(4);

  async function approved(version: string, change: object = ALL_AT_ONCE): Promise<string> {
    const { id } = await world.create(version, { submit: true, ...change });
    await world.ok(world.approver, id, 'approve');
    return id;
  }

  it('run side by side on disjoint nodes', async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    const only = (...nodeIds: string[]): object => ({ ...ALL_AT_ONCE, selector: { nodeIds } });
    const left = await world.deployed('2.0.0', only('node-0', 'node-1'));
    const right = await world.deployed('3.0.0', only('node-2', 'node-3'));
    await world.until(left, ({ status }) => status === 'completed');
    await world.until(right, ({ status }) => status === 'completed');
    expect(world.nodes.map((node) => node.runs())).toEqual(
      ['2.0.0', '2.0.0', '3.0.0', '3.0.0'].map((version) => digestOf(version)),
    );
    for (const version of ['2.0.0', '3.0.0']) world.markGood(version);
  });

  it('F42 wait for each other when they overlap, and say for what', async () => {
    const first = await world.deployed('1.0.0', WAITS);
    await world.until(first, ({ status }) => status === 'paused');
    const second = await approved('2.0.0');
    const refused = await world.manager.call('POST', `/releases/${second}/deploy`);
    expect(refused.body).toMatchObject({ status: 409, code: 'NODES_CLAIMED', releaseId: first });
    expect((await world.detail(second)).blockedBy).toMatchObject([{ kind: 'deploy' }, { kind: 'release' }]);
    const waiting = await world.ok(world.manager, second, 'deploy', { whenBlocked: 'wait' });
    expect(waiting).toMatchObject({ status: 'scheduled', blockedBy: [{ kind: 'release' }] });
    await world.ok(world.manager, first, 'promote');
    await world.until(first, ({ status }) => status === 'completed');
    await world.until(second, ({ status }) => status === 'completed');
  });

  it('take the nodes over when somebody says so, and the older one ends as superseded', async () => {
    const first = await world.deployed('3.0.0', WAITS);
    await world.until(first, ({ status }) => status === 'paused');
    const second = await approved('1.0.0');
    await world.ok(world.manager, second, 'deploy', { whenBlocked: 'supersede' });
    expect(await world.detail(first)).toMatchObject({ status: 'superseded', actions: expect.anything() });
    await world.until(second, ({ status }) => status === 'completed');
    for (const node of world.nodes) expect(node.runs()).toBe(digestOf('1.0.0'));
  });

  it('are not taken over from a release that takes them back', async () => {
    const first = await world.deployed('3.0.0', WAITS);
    await world.until(first, ({ status }) => status === 'paused');
    const second = await approved('2.0.0');
    await world.ok(world.manager, first, 'rollback');
    const { number } = await world.detail(first);
    const refused = await world.manager.call('POST', `/releases/${second}/deploy`, {
      whenBlocked: 'supersede',
    });
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'NODES_CLAIMED',
      releaseId: first,
      releaseNumber: number,
    });
    expect(refused.body.detail).toContain(`Release #${number} is taking some of these nodes back`);
    await world.until(first, ({ status }) => status === 'rolled_back');
    await world.ok(world.manager, second, 'cancel');
  });
});

describe('a schedule', () => {
  const world = withReleaseWorld(2);

  async function scheduled(seconds: number, change: object = {}): Promise<string> {
    const { id } = await world.create('1.0.0', { submit: true, ...ALL_AT_ONCE, ...change });
    await world.ok(world.approver, id, 'approve');
    const at = new Date(Date.now() + seconds * 1000).toISOString();
    await world.ok(world.manager, id, 'schedule', { at });
    return id;
  }

  it('starts the release by itself when its time has come, and not before', async () => {
    const id = await scheduled(3);
    for (const node of world.nodes) await node.sync();
    expect(await world.detail(id)).toMatchObject({
      status: 'scheduled',
      blockedBy: [{ kind: 'schedule', since: expect.any(String) }],
    });
    expect(world.nodes.flatMap((node) => node.acted)).toEqual([]);
    await world.until(id, ({ status }) => status === 'completed');
  });

  it('can be taken back, and is refused in the past', async () => {
    const id = await scheduled(3_600);
    expect(await world.ok(world.manager, id, 'unschedule')).toMatchObject({ status: 'approved' });
    const past = await world.manager.call('POST', `/releases/${id}/schedule`, {
      at: new Date(0).toISOString(),
    });
    expect(past.body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    await world.ok(world.manager, id, 'cancel');
  });

  it('ends in a failure that says why when the release can not start any more', async () => {
    const id = await scheduled(2, { nodeGrowth: 0 });
    await world.addNode('node-late');
    const failed = await world.until(id, ({ status }) => status === 'failed');
    expect(failed.headline.en).toContain('3 nodes');
  });
});

describe('several bins in one release', () => {
  const world = withReleaseWorld(3);
  const both = (web: string, worker: string): object => ({
    bins: [
      { bin: 'edge-proxy', version: web },
      { bin: 'edge-worker', version: worker },
    ],
    strategy: { type: 'rolling', batch: 1 },
  });

  it('are staged together, activated in order, and go back together where one fails', async () => {
    await world.addBin('edge-worker');
    for (const version of ['5.0.0', '6.0.0']) await world.addVersion(version, 'amd64', 'edge-worker');
    const good = await world.deployed('1.0.0', both('1.0.0', '5.0.0'));
    await world.until(good, ({ status }) => status === 'completed');
    for (const node of world.nodes) {
      expect(node.log).toEqual([
        'stage edge-proxy',
        'stage edge-worker',
        'activate edge-proxy',
        'activate edge-worker',
      ]);
    }
    for (const version of ['1.0.0', '2.0.0', '5.0.0']) world.markGood(version);

    for (const node of world.nodes) node.outcome = 'fails';
    const bad = await world.deployed('2.0.0', both('2.0.0', '6.0.0'));
    const back = await world.until(bad, ({ status }) => status === 'rolled_back');
    expect(back.progress).toMatchObject({ reverted: 1, pending: 2 });
    for (const node of world.nodes) {
      expect([node.runs('edge-proxy'), node.runs('edge-worker')]).toEqual([
        digestOf('1.0.0'),
        digestOf('5.0.0'),
      ]);
    }
  });
});

describe('blue-green', () => {
  const world = withReleaseWorld(3);

  it('has the new build on every node before any runs it, and keeps the window for going back', async () => {
    await world.until(await world.deployed('1.0.0', ALL_AT_ONCE), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    const strategy = { type: 'blue-green', autoSwitch: false, rollbackWindowSeconds: 600 };
    const id = await world.deployed('2.0.0', { strategy });
    const ready = await world.until(id, ({ status }) => status === 'paused');
    expect(ready.progress).toMatchObject({ staged: 3 });
    for (const node of world.nodes) expect(node.runs()).toBe(digestOf('1.0.0'));
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ progress }) => progress.succeeded === 3);
    await world.ok(world.manager, id, 'rollback');
    await world.until(id, ({ status }) => status === 'rolled_back');
    for (const node of world.nodes) expect(node.runs()).toBe(digestOf('1.0.0'));
  });
});
