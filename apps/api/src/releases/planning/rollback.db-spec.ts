import { Database } from '../../platform/database/index.js';
import { digestOf, withReleaseWorld, type ReleaseWorld } from '../releases.fixtures.js';
import { CompletionsReadModel } from './completions.read-model.js';

const VERSION_ID = `SELECT v.id, r.environment_id AS "environmentId" FROM bin_versions v JOIN bins b ON b.id = v.bin_id, releases r
  WHERE b.name = $1 AND v.version = $2 LIMIT 1`;

describe('what a rollback needs no approval for', () => {
  const world = withReleaseWorld(1);

  async function hasCompleted(bin: string, version: string): Promise<boolean> {
    const { app } = world.console;
    return app.get(Database).transaction(async (tx) => {
      const [found]: { id: string; environmentId: string }[] = await tx.query(VERSION_ID, [bin, version]);
      const { id = '', environmentId = '' } = found ?? {};
      return (await app.get(CompletionsReadModel).timesIn(tx, environmentId, [id])).get(id) instanceof Date;
    });
  }

  it('is a version of that very bin that completed there, not one of another bin that has the same name', async () => {
    await world.addBin('edge-worker');
    for (const version of ['1.0.0', '2.0.0']) await world.addVersion(version, 'amd64', 'edge-worker');
    const release = await world.deployed('1.0.0', {
      bins: [
        { bin: 'edge-proxy', version: '1.0.0' },
        { bin: 'edge-worker', version: '2.0.0' },
      ],
      strategy: { type: 'rolling', batch: '100%' },
    });
    await world.until(release, ({ status }) => status === 'completed');
    expect(await hasCompleted('edge-proxy', '1.0.0')).toBe(true);
    expect(await hasCompleted('edge-worker', '2.0.0')).toBe(true);
    expect(await hasCompleted('edge-proxy', '2.0.0')).toBe(false);
    expect(await hasCompleted('edge-worker', '1.0.0')).toBe(false);
  });
});

describe('the rollback of a finished release', () => {
  const world = withReleaseWorld(1);
  const atOnce = { strategy: { type: 'rolling', batch: '100%' } };
  const WINDOW_HOURS = 5;

  beforeAll(async () => {
    const environment = world.environment('production');
    const { status } = await world.console.admin.call('PUT', `/projects/edge/environments/${environment}`, {
      rollbackWindowHours: WINDOW_HOURS,
    });
    expect(status).toBe(200);
  });

  async function completed(version: string): Promise<string> {
    const id = await world.deployed(version, atOnce);
    await world.until(id, ({ status }) => status === 'completed');
    return id;
  }

  function finishedMinutesAgo(id: string, minutes: number): Promise<unknown> {
    return world.query('UPDATE releases SET finished_at = now() - make_interval(mins => $2) WHERE id = $1', [
      id,
      minutes,
    ]);
  }

  it('I1 needs no approval until the window of its environment is over, and one from then on', async () => {
    await completed('1.0.0');
    const id = await completed('2.0.0');
    await finishedMinutesAgo(id, WINDOW_HOURS * 60 + 1);
    const late = await world.ok(world.manager, id, 'rollback');
    expect([late.kind, late.status]).toEqual(['rollback', 'pending_approval']);
    const early = await world.manager.call('POST', `/releases/${late.id}/deploy`);
    expect([early.status, early.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    await world.ok(world.manager, late.id, 'cancel');

    await finishedMinutesAgo(id, WINDOW_HOURS * 60 - 1);
    const back = await world.ok(world.manager, id, 'rollback');
    expect([back.kind, back.status]).toEqual(['rollback', 'deploying']);
    await world.until(back.id, ({ status }) => status === 'completed');
    expect(world.nodes[0]?.runs()).toBe(digestOf('1.0.0'));
  });

  it('I1 needs one when what it goes back to had only run there, and never completed', async () => {
    const stopped = await world.deployed('2.0.0', {
      strategy: { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] },
    });
    await world.until(stopped, ({ status }) => status === 'paused');
    await world.ok(world.manager, stopped, 'abort');
    expect(world.nodes[0]?.runs()).toBe(digestOf('2.0.0'));
    const back = await world.ok(world.manager, await completed('3.0.0'), 'rollback');
    expect([back.bins[0].version, back.status]).toEqual(['2.0.0', 'pending_approval']);
    await world.ok(world.manager, back.id, 'cancel');
  });

  it('I1 does not go to a version that was withdrawn, however young it is', async () => {
    await completed('1.0.0');
    const id = await completed('3.0.0');
    const path = `/bins/${world.bin}/versions/1.0.0/withdraw`;
    expect((await world.console.admin.call('POST', path, { reason: 'leaks' })).status).toBe(200);
    const refused = await world.manager.call('POST', `/releases/${id}/rollback`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'VERSION_WITHDRAWN']);
    expect(world.nodes[0]?.runs()).toBe(digestOf('3.0.0'));
  });
});

describe('a release that was stopped before it let anything run', () => {
  const world = withReleaseWorld(2);

  it('has nothing to roll back, and least of all on nodes that it was never about', async () => {
    const [first] = world.nodes;
    const before = await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: '100%' } });
    await world.until(before, ({ status }) => status === 'completed');
    const id = await world.deployed('2.0.0', {
      strategy: { type: 'blue-green', autoSwitch: false, rollbackWindowSeconds: 600 },
      selector: { nodeIds: [first?.id] },
    });
    await world.until(id, ({ status }) => status === 'paused');
    await world.ok(world.manager, id, 'abort');
    const { status, body } = await world.manager.call('POST', `/releases/${id}/rollback`, {});
    expect([status, body.code]).toEqual([409, 'NOTHING_TO_ROLL_BACK_TO']);
  });
});

describe('the rollback of a release that was stopped on its way', () => {
  const world = withReleaseWorld(2);
  const atOnce = { strategy: { type: 'rolling', batch: '100%' } };

  it('leaves the baseline alone, and the nodes that it was never about', async () => {
    const [hotfixed] = world.nodes;
    await world.until(await world.deployed('1.0.0', atOnce), ({ status }) => status === 'completed');
    const selector = { nodeIds: [hotfixed?.id] };
    const hotfix = await world.deployed('2.0.0', { ...atOnce, selector });
    await world.until(hotfix, ({ status }) => status === 'completed');
    const late = await world.addNode('late');
    await world.query(`UPDATE nodes SET labels = '{"isp": "first"}' WHERE id = $1`, [hotfixed?.id]);
    const canary = await world.deployed('3.0.0', {
      strategy: { type: 'rolling', waves: [{ labels: { isp: ['first'] } }], pause: {} },
    });
    await world.until(canary, ({ status }) => status === 'paused');
    await world.ok(world.manager, canary, 'abort');
    const back = await world.ok(world.manager, canary, 'rollback');
    await world.until(back.id, ({ status }) => status === 'completed');
    expect(hotfixed?.runs()).toBe(digestOf('2.0.0'));
    expect(await baselines(world)).toEqual(['1.0.0']);
    expect(await world.query('SELECT 1 FROM desired_state WHERE node_id = $1', [late.id])).toEqual([]);
  });
});

describe('a release whose follower was taken back', () => {
  const world = withReleaseWorld(1);

  async function completed(id: string): Promise<string> {
    await world.until(id, ({ status }) => status === 'completed');
    return id;
  }

  it('can be rolled back itself, and what was found to be bad needs approval to come again', async () => {
    const [node] = world.nodes;
    const releases: string[] = [];
    for (const version of ['1.0.0', '2.0.0', '3.0.0'])
      releases.push(
        await completed(await world.deployed(version, { strategy: { type: 'rolling', batch: '100%' } })),
      );
    const [, second = '', third = ''] = releases;
    const early = await world.manager.call('POST', `/releases/${second}/rollback`, {});
    expect([early.status, early.body.code]).toEqual([409, 'NOT_THE_LATEST']);
    const back = await completed((await world.ok(world.manager, third, 'rollback')).id);
    expect(node?.runs()).toBe(digestOf('2.0.0'));
    const again = await world.ok(world.manager, back, 'rollback');
    expect([again.status, again.bins[0].version]).toEqual(['pending_approval', '3.0.0']);
    await completed((await world.ok(world.manager, second, 'rollback')).id);
    expect(node?.runs()).toBe(digestOf('1.0.0'));
    expect(await baselines(world)).toEqual(['1.0.0']);
    const overtaken = await world.manager.call('POST', `/releases/${back}/rollback`, {});
    expect([overtaken.status, overtaken.body.code]).toEqual([409, 'NOT_THE_LATEST']);
  });
});

describe('the rollback of a release whose nodes another one has since claimed', () => {
  const world = withReleaseWorld(2);

  it('says which one has to end first, as whoever goes back can not wait for it', async () => {
    const atOnce = { strategy: { type: 'rolling', batch: '100%' } };
    for (const version of ['1.0.0', '2.0.0'])
      await world.until(await world.deployed(version, atOnce), ({ status }) => status === 'completed');
    const { items } = (await world.manager.call('GET', '/releases?limit=1')).body;
    const [second] = items;
    const rival = await world.deployed('3.0.0', { strategy: { type: 'blue-green', autoSwitch: false } });
    await world.until(rival, ({ status }) => status === 'paused');
    const { number } = await world.detail(rival);
    const refused = await world.manager.call('POST', `/releases/${second.id}/rollback`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'NODES_CLAIMED']);
    expect(refused.body.detail).toBe(
      `Release #${number} is not finished and decides what these nodes run: stop it or take it back first, then roll this one back.`,
    );
    await world.ok(world.manager, rival, 'abort');
    expect((await world.manager.call('POST', `/releases/${second.id}/rollback`, {})).status).toBe(200);
  }, 60_000);
});

async function baselines(world: ReleaseWorld): Promise<readonly string[]> {
  const rows = await world.query(
    'SELECT v.version FROM baselines b JOIN bin_versions v ON v.id = b.version_id',
    [],
  );
  return (rows as { version: string }[]).map(({ version }) => version);
}
