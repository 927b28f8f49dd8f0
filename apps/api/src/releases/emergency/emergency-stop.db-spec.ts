import { eventually } from '../../../test/with-console.js';
import type { Tx } from '../../platform/database/index.js';
import { ReleaseTargetsRepository } from '../store/release-targets.repository.js';
import { WorldReadModel } from '../engine/world.read-model.js';
import { withReleaseWorld, type ReleaseWorld } from '../releases.fixtures.js';
import { Release } from '../store/release.entity.js';
import { HaltProofReadModel } from './halt-proof.read-model.js';

const ONE_BY_ONE = { strategy: { type: 'rolling', batch: 1 }, maxUnavailable: 1 };

describe('the emergency stop', () => {
  const world = withReleaseWorld(3);
  const deploy = (version: string, change: object = ONE_BY_ONE): Promise<string> =>
    world.deployed(version, change);

  it('halts every release, shows who has not confirmed yet, and lets nothing start or go on', async () => {
    const id = await deploy('1.0.0');
    await world.until(id, ({ progress }) => progress.assigned + progress.updating + progress.succeeded > 0);
    const outsider = await world.console.newPerson();
    expect((await outsider.call('POST', '/emergency-stop', { reason: 'no' })).status).toBe(403);
    const nowhere = { reason: 'no', projectId: '00000000-0000-7000-8000-000000000000' };
    expect((await world.console.admin.call('POST', '/emergency-stop', nowhere)).body).toMatchObject({
      status: 404,
    });

    const stopped = await world.manager.call('POST', '/emergency-stop', { reason: 'smoke in the rack' });
    expect(stopped.status).toBe(200);
    const [stop] = stopped.body.items;
    expect(stop).toMatchObject({ reason: 'smoke in the rack', releases: [{ id, status: 'paused' }] });
    expect(stop.nodesConfirmed + stop.unconfirmed.length).toBe(stop.nodesAsked);
    for (const { until } of stop.unconfirmed) expect(Date.parse(until)).toBeGreaterThan(Date.now());

    expect((await world.detail(id)).blockedBy).toMatchObject([
      { kind: 'emergency_stop' },
      { kind: 'resume' },
    ]);

    const asked = world.nodes.flatMap((node) => node.acted).length;
    for (let round = 0; round < 8; round += 1) for (const node of world.nodes) await node.sync();
    expect(world.nodes.flatMap((node) => node.acted).length).toBeLessThanOrEqual(asked + 1);
    expect((await world.manager.call('POST', `/releases/${id}/resume`)).body).toMatchObject({
      status: 409,
      code: 'EMERGENCY_STOP',
    });
    await eventually(async () => {
      for (const node of world.nodes) await node.sync();
      const [proof] = (await world.manager.call('GET', '/emergency-stop')).body.items;
      expect(proof).toMatchObject({ nodesConfirmed: proof.nodesAsked, unconfirmed: [] });
    }, 10_000);
  });

  it('is one stop however often it is asked for, and goes on only when a person resumes', async () => {
    const again = await world.manager.call('POST', '/emergency-stop', { reason: 'again' });
    expect(again.body.items).toHaveLength(1);
    const [stop] = again.body.items;
    const lifted = await world.manager.call('DELETE', `/emergency-stop/${stop.id}`);
    expect(lifted.body).toEqual({ items: [] });
    const [release] = stop.releases;
    expect(await world.detail(release.id)).toMatchObject({ status: 'paused' });
    await world.ok(world.manager, release.id, 'resume');
    await world.until(release.id, ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  });

  it('holds a way back too, which goes on by itself when it is lifted', async () => {
    const id = await deploy('2.0.0');
    await world.until(id, ({ progress }) => progress.succeeded >= 1);
    await world.ok(world.manager, id, 'pause');
    const [stop] = (await world.console.admin.call('POST', '/emergency-stop', { reason: 'drill' })).body
      .items;
    await world.ok(world.manager, id, 'rollback');
    for (let round = 0; round < 5; round += 1) for (const node of world.nodes) await node.sync();
    expect((await world.detail(id)).progress).toMatchObject({ reverting: 0, reverted: 0 });
    expect((await world.manager.call('DELETE', `/emergency-stop/${stop.id}`)).status).toBe(403);
    await world.console.admin.call('DELETE', `/emergency-stop/${stop.id}`);
    await world.until(id, ({ status }) => status === 'rolled_back');
  });
});

describe('a node that is silent since it was asked', () => {
  const world = withReleaseWorld(2);

  it('has not confirmed that it stands still, as it may go on whenever it comes back', async () => {
    for (const node of world.nodes) node.outcome = 'silent';
    const change = { ...ONE_BY_ONE, darkAfterSeconds: 10, onFailure: 'pause' };
    const id = await world.deployed('1.0.0', change);
    await world.until(id, ({ progress }) => progress.dark === 1, { withinMs: 30_000 });
    const { body } = await world.manager.call('POST', '/emergency-stop', { reason: 'smoke in the rack' });
    expect(body.items).toMatchObject([
      { nodesAsked: 1, nodesConfirmed: 0, unconfirmed: [{ releaseId: id, status: 'dark', until: null }] },
    ]);
  }, 60_000);

  it('is given no longer than its way back has', async () => {
    const proof = world.console.app.get(HaltProofReadModel);
    const untils: unknown[] = [];
    for (const [status, deadlineAt] of [
      ['reverting', 1_030_000],
      ['reverting', 999_000],
      ['updating', 1_030_000],
    ] as const) {
      const changes = [
        `UPDATE releases SET rollout = jsonb_set(rollout, '{rollback}', '{"deadlineAt": ${deadlineAt}}')`,
        `UPDATE release_targets SET status = '${status}', assigned_at = 1000000 WHERE assigned_at IS NOT NULL`,
      ];
      const [stop] = await seenAfter(world, changes, (tx) => proof.inForce(tx, undefined));
      untils.push(...(stop?.unconfirmed ?? []).map(({ until }) => Date.parse(until ?? '')));
    }
    expect(untils).toEqual([1_030_000, 1_090_000, 1_090_000]);
  });
});

describe('a release that begins while the emergency stop is pressed', () => {
  const world = withReleaseWorld(1);

  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['a person', (id: string) => world.ok(world.manager, id, 'deploy')],
    ['its schedule', (id: string) => comesDue(id)],
  ])('by %s is halted as well, and does not go on by itself when it is lifted', async (_, begin) => {
    const { id } = await world.create('1.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    for (const node of world.nodes) await node.sync();
    const begun = signal();
    const mayCommit = signal();
    const targets = world.console.app.get(ReleaseTargetsRepository, { strict: false });
    const insert = targets.insert.bind(targets);
    jest.spyOn(targets, 'insert').mockImplementation(async (...of) => {
      await insert(...of);
      begun.give();
      await mayCommit.given;
    });
    const start = begin(id);
    await begun.given;
    const pressed = world.manager.call('POST', '/emergency-stop', { reason: 'smoke in the rack' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    mayCommit.give();
    await start;
    const [stop] = (await pressed).body.items;
    expect(stop).toMatchObject({ releases: [{ id, status: 'paused' }] });
    const given = (): Promise<unknown> => world.query('SELECT * FROM desired_state ORDER BY node_id', []);
    const before = await given();
    await world.manager.call('DELETE', `/emergency-stop/${stop.id}`);
    for (let round = 0; round < 5; round += 1) for (const node of world.nodes) await node.sync();
    expect(await world.detail(id)).toMatchObject({ status: 'paused' });
    expect(await given()).toEqual(before);
    await world.ok(world.manager, id, 'abort');
  });

  async function comesDue(id: string): Promise<void> {
    await world.ok(world.manager, id, 'schedule', { at: new Date(Date.now() + 3_600_000).toISOString() });
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{schedule,at}', to_jsonb(1)) WHERE id = $1`,
      [id],
    );
  }
});

describe('versions that must not run', () => {
  const world = withReleaseWorld(2);

  const hindranceAfter = (id: string, changes: readonly string[]): Promise<unknown> =>
    seenAfter(world, changes, async (tx) => {
      const release = await tx.findOneByOrFail(Release, { id });
      return world.console.app.get(WorldReadModel).noWayBack(tx, release);
    });

  it('are stopped under way when they are withdrawn, and what they came from is no way back then', async () => {
    await world.until(
      await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: '100%' } }),
      ({ status }) => status === 'completed',
    );
    world.markGood('1.0.0');
    const id = await world.deployed('2.0.0', ONE_BY_ONE);
    const path = `/bins/${world.bin}/versions`;
    await world.console.admin.call('POST', `${path}/2.0.0/withdraw`, { reason: 'leaks' });
    const paused = await world.until(id, ({ status }) => status === 'paused');
    expect(paused.headline.en).toContain('withdrawn');
    expect((await world.manager.call('POST', `/releases/${id}/resume`)).body).toMatchObject({
      code: 'VERSION_WITHDRAWN',
    });
    await world.console.admin.call('POST', `${path}/1.0.0/withdraw`, { reason: 'leaks too' });
    const changed = (await world.detail(id)).progress.pending < 2;
    const back = await world.manager.call('POST', `/releases/${id}/rollback`);
    if (changed) expect(back.body).toMatchObject({ status: 409, code: 'VERSION_WITHDRAWN' });
    for (const version of ['1.0.0', '2.0.0'])
      await world.console.admin.call('POST', `${path}/${version}/restore`, {});
    if (changed) await world.ok(world.manager, id, 'rollback');
    await world.until(id, ({ status }) => status === 'rolled_back');
  });

  it('stay where they are when the new one declares that there is no way back', async () => {
    const path = `/bins/${world.bin}/versions`;
    const set = (below: string | null) =>
      world.manager.call('PUT', `${path}/3.0.0/rollback-barrier`, { below });
    expect((await set('9.9.9')).status).toBe(400);
    expect((await set('2.0.0')).body).toMatchObject({ noRollbackBelow: '2.0.0' });
    const id = await world.deployed('3.0.0', ONE_BY_ONE);
    await world.until(id, ({ progress }) => progress.succeeded >= 1);
    const refused = await world.manager.call('POST', `/releases/${id}/rollback`);
    expect(refused.body).toMatchObject({ status: 409, code: 'ROLLBACK_BARRIER' });
    await world.until(id, ({ status }) => status === 'completed');
    // Asked once more after a failure, it is laid ready first, while it still runs.
    const laidReady = `UPDATE release_target_bins SET asked = 'stage' WHERE release_id = '${id}'`;
    expect(await hindranceAfter(id, [laidReady])).toEqual({
      kind: 'barrier',
      version: `${world.bin} 2.0.0`,
    });
    const runsNothing = 'UPDATE observed_state SET sha256 = NULL';
    expect(await hindranceAfter(id, [laidReady, runsNothing])).toBeNull();
    expect((await world.manager.call('POST', `/releases/${id}/rollback`)).body).toMatchObject({
      code: 'ROLLBACK_BARRIER',
    });
    await set(null);
    const back = await world.ok(world.manager, id, 'rollback');
    await world.until(back.id, ({ status }) => status === 'completed');
  });
});

/** In a transaction that never was. */
async function seenAfter<Seen>(
  world: ReleaseWorld,
  changes: readonly string[],
  look: (tx: Tx) => Promise<Seen>,
): Promise<Seen> {
  const runner = world.console.db.source.createQueryRunner();
  try {
    await runner.startTransaction();
    for (const change of changes) await runner.query(change);
    return await look(runner.manager);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}
