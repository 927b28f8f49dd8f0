import { withReleaseWorld, digestOf, type ScriptedNode } from '../releases.fixtures.js';
import { eventually, type Answer } from '../../../test/with-console.js';

const AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const BLUE_GREEN = { strategy: { type: 'blue-green', autoSwitch: false, rollbackWindowSeconds: 600 } };
const WITHIN_MS = 20_000;

describe('a release that is stopped while nodes are at work', () => {
  const world = withReleaseWorld(3);
  let id: string;

  const proof = async (): Promise<Answer['body']> =>
    (await world.manager.call('GET', `/releases/${id}/halt-proof`)).body;
  const progress = async (): Promise<Answer['body']> => (await world.detail(id)).progress;

  it('shows who has confirmed, who has not, and until when they can', async () => {
    id = await world.deployed('1.0.0', AT_ONCE);
    await eventually(async () => expect(await progress()).toMatchObject({ assigned: 3 }), WITHIN_MS);
    await world.ok(world.manager, id, 'abort');
    const shown = await proof();
    expect(shown).toMatchObject({ nodesAsked: 3, nodesConfirmed: 0, nodesOutOfSight: 0 });
    expect(shown.unconfirmed).toHaveLength(3);
    expect(shown.unconfirmed[0]).toMatchObject({ releaseId: id, status: 'assigned', until: shown.until });
    const left = Date.parse(shown.until) - Date.now();
    expect(left).toBeGreaterThan(60_000);
    expect(left).toBeLessThanOrEqual(90_000);
  });

  it('has its nodes at work in the proof of an emergency stop after it, until they confirm', async () => {
    const items = (answer: Answer): Answer['body'] => answer.body.items[0];
    const stop = items(await world.manager.call('POST', '/emergency-stop', { reason: 'smoke in the rack' }));
    expect(stop).toMatchObject({
      releases: [{ id, status: 'stopped', asked: 3, confirmed: 0 }],
      ...{ nodesAsked: 3, nodesConfirmed: 0 },
    });
    await eventually(async () => {
      await nodeAt(0).sync();
      const now = items(await world.manager.call('GET', '/emergency-stop'));
      expect(now).toMatchObject({ releases: [{ id, asked: 3, confirmed: 1 }], nodesConfirmed: 1 });
      expect(now.unconfirmed).toHaveLength(2);
    }, WITHIN_MS);
    await world.manager.call('DELETE', `/emergency-stop/${stop.id}`);
  });

  it('counts who runs the new version since, and names who failed', async () => {
    nodeAt(1).outcome = 'fails';
    await nodeAt(1).sync();
    await eventually(
      async () => expect(await progress()).toMatchObject({ succeeded: 1, failed: 1, assigned: 1 }),
      WITHIN_MS,
    );
    const detail = await world.detail(id);
    expect(detail).toMatchObject({
      status: 'stopped',
      exceptions: [{ nodeId: 'node-1', status: 'failed', error: { code: 'HEALTH_FAILED' } }],
    });
    expect(detail.headline.en).toContain('1 of 3 nodes run the new version');
    expect(await proof()).toMatchObject({
      ...{ nodesAsked: 3, nodesConfirmed: 2 },
      unconfirmed: [{ nodeId: 'node-2' }],
    });
    expect(nodeAt(1).acted).toHaveLength(1);
  });

  it('leaves who is still at work to the release that comes next', async () => {
    const next = await world.deployed('2.0.0', { ...AT_ONCE, selector: { nodeIds: ['node-2'] } });
    await world.until(next, ({ status }) => status === 'completed');
    await eventually(
      async () =>
        expect((await world.detail(id)).exceptions).toMatchObject([
          { nodeId: 'node-1' },
          { nodeId: 'node-2', error: { code: 'OVERTAKEN' } },
        ]),
      WITHIN_MS,
    );
    expect(await proof()).toMatchObject({ nodesAsked: 3, nodesConfirmed: 3, unconfirmed: [], until: null });
  });

  function nodeAt(index: number): ScriptedNode {
    const node = world.nodes[index];
    if (!node) throw new Error(`there is no node ${index}`);
    return node;
  }
});

describe('a release that is stopped while its build lies ready', () => {
  const world = withReleaseWorld(2);

  const desired = async (): Promise<unknown> =>
    world.query(
      `SELECT d.action, d.sha256, v.version, d.generation::int AS generation FROM desired_state d
       LEFT JOIN bin_versions v ON v.id = d.version_id ORDER BY d.node_id`,
      [],
    );
  const LIES_READY = { action: 'stage', sha256: digestOf('2.0.0'), version: '2.0.0', generation: 2 };
  const AS_BEFORE = { action: 'revert', sha256: digestOf('1.0.0'), version: '1.0.0', generation: 3 };

  it('takes it back, when no emergency is in its way, and nodes are as if they had not been asked', async () => {
    await world.until(await world.deployed('1.0.0', AT_ONCE), ({ status }) => status === 'completed');
    const id = await world.deployed('2.0.0', BLUE_GREEN);
    await world.until(id, ({ status }) => status === 'paused');
    expect(await desired()).toEqual([LIES_READY, LIES_READY]);
    const { body } = await world.manager.call('POST', '/emergency-stop', { reason: 'smoke in the rack' });
    await world.ok(world.manager, id, 'abort');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await desired()).toEqual([LIES_READY, LIES_READY]);
    await world.manager.call('DELETE', `/emergency-stop/${body.items[0].id}`);
    await eventually(async () => expect(await desired()).toEqual([AS_BEFORE, AS_BEFORE]), WITHIN_MS);
    expect(await world.detail(id)).toMatchObject({
      status: 'stopped',
      progress: { pending: 2, staged: 0 },
      exceptions: [],
    });
    for (const node of world.nodes) {
      await node.sync();
      expect(node.runs()).toBe(digestOf('1.0.0'));
    }
    const explained = await world.manager.call('GET', '/nodes/node-0/explain?bin=edge-proxy');
    expect(explained.body.text.en).toContain('took back what it had given');
    const { body: shown } = await world.manager.call('GET', `/releases/${id}/halt-proof`);
    expect(shown).toMatchObject({ nodesAsked: 0, nodesConfirmed: 0, unconfirmed: [] });
  });

  it('and of one that is superseded, on the nodes that the newer one does not cover', async () => {
    const id = await world.deployed('2.0.0', BLUE_GREEN);
    await world.until(id, ({ status }) => status === 'paused');
    const newer = await world.create('3.0.0', {
      ...AT_ONCE,
      submit: true,
      selector: { nodeIds: ['node-1'] },
    });
    await world.ok(world.approver, newer.id, 'approve');
    await world.ok(world.manager, newer.id, 'deploy', { whenBlocked: 'supersede' });
    await world.until(newer.id, ({ status }) => status === 'completed');
    expect(await world.detail(id)).toMatchObject({ status: 'superseded' });
    await eventually(
      async () =>
        expect(await desired()).toMatchObject([
          { action: 'revert', version: '1.0.0' },
          { action: 'activate', version: '3.0.0' },
        ]),
      WITHIN_MS,
    );
  });
});
