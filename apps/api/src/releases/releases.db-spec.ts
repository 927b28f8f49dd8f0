import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { draftRollout, evolve, type ReleaseEvent, type Rollout } from '@release-console/rollout-core';
import { digestOf, withReleaseWorld } from './releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };

describe('the main job over HTTP and a real database', () => {
  const world = withReleaseWorld(5);

  it('refuses to deploy what nobody approved, and lets nobody approve their own', async () => {
    const release = await world.create('1.0.0', { submit: true });
    expect(release).toMatchObject({ status: 'pending_approval', approval: { required: 1, given: 0 } });
    expect(release.headline.en).toContain('Waits for 1 approval');
    expect((await world.manager.call('POST', `/releases/${release.id}/deploy`)).body).toMatchObject({
      status: 409,
      code: 'ILLEGAL_TRANSITION',
    });
    expect((await world.manager.call('POST', `/releases/${release.id}/approve`)).body).toMatchObject({
      status: 403,
      code: 'OWN_WORK',
    });
    await world.ok(world.manager, release.id, 'cancel');
  });

  it('takes version 1 to every node', async () => {
    const id = await world.deployed('1.0.0', ALL_AT_ONCE);
    const done = await world.until(id, ({ status }) => status === 'completed');
    expect(done.progress).toMatchObject({ succeeded: 5, total: 5 });
    for (const node of world.nodes)
      expect(node.acted.at(-1)).toEqual({ generation: 1, sha256: digestOf('1.0.0') });
    world.markGood('1.0.0');
  });

  it('takes version 2 through canary, pause and promotion', async () => {
    const id = await world.deployed('2.0.0');
    const paused = await world.until(id, ({ status }) => status === 'paused');
    expect(paused).toMatchObject({
      step: 1,
      progress: { succeeded: 1, pending: 4 },
      blockedBy: [{ kind: 'promotion' }],
    });
    expect(paused.bins[0].fromVersions).toEqual([{ version: '1.0.0', nodes: 5 }]);
    expect((await world.manager.call('POST', `/releases/${id}/resume`)).body).toMatchObject({
      code: 'WAITS_FOR_PROMOTION',
    });
    await world.ok(world.manager, id, 'promote');
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('2.0.0');
  });

  it('S05 rolls version 3 back by itself when the canary fails, and touches nobody else', async () => {
    for (const node of world.nodes) node.outcome = 'fails';
    const id = await world.deployed('3.0.0');
    const back = await world.until(id, ({ status }) => status === 'rolled_back');
    expect(back.progress).toMatchObject({ reverted: 1, pending: 4 });
    expect(back.exceptions).toEqual([
      expect.objectContaining({
        status: 'reverted',
        error: { code: 'HEALTH_FAILED', message: 'It did not become healthy.' },
      }),
    ]);
    expect(
      world.nodes.filter((node) => node.acted.some(({ sha256 }) => sha256 === digestOf('3.0.0'))),
    ).toHaveLength(1);
    for (const node of world.nodes) node.outcome = 'good';
  });

  it('rolls a finished release back with one call, by a new release that is approved already', async () => {
    const { items } = (await world.manager.call('GET', '/releases?status=completed')).body;
    const latest = items[0];
    const answer = await world.ok(world.manager, latest.id, 'rollback', { reason: 'too slow' });
    expect(answer).toMatchObject({
      status: 'deploying',
      kind: 'rollback',
      rollbackOf: { id: latest.id },
      bins: [{ version: '1.0.0' }],
    });
    await world.until(answer.id, ({ status }) => status === 'completed');
    for (const node of world.nodes) expect(node.acted.at(-1)?.sha256).toBe(digestOf('1.0.0'));
    const again = await world.manager.call('POST', `/releases/${latest.id}/rollback`);
    expect(again.body).toMatchObject({ status: 409, code: 'NOT_THE_LATEST' });
  });

  it('F26 S06 names a node that went silent in mid-update, and ends', async () => {
    const silent = world.nodes[2];
    if (!silent) throw new Error('no third node');
    silent.outcome = 'silent';
    const id = await world.deployed('2.0.0', { ...ALL_AT_ONCE, failureThreshold: 1, darkAfterSeconds: 6 });
    const done = await world.until(id, ({ status }) => status === 'completed_with_exceptions', {
      withinMs: 30_000,
    });
    expect(done.exceptions).toEqual([expect.objectContaining({ nodeId: 'node-2', status: 'dark' })]);
    expect(done.progress).toMatchObject({ succeeded: 4, dark: 1 });
  }, 40_000);

  it('I8 stores events whose fold is the stored state', async () => {
    const rows = (await world.query('SELECT id, rollout, created_at FROM releases', [])) as {
      id: string;
      rollout: Rollout;
    }[];
    expect(rows.length).toBeGreaterThan(4);
    for (const { id, rollout } of rows) {
      const events = (await world.query(
        'SELECT revision, at, data FROM release_events WHERE release_id = $1 ORDER BY seq',
        [id],
      )) as {
        revision: number;
        at: Date;
        data: ReleaseEvent;
      }[];
      const folded = events.reduce(
        (state, { data, at, revision }) => ({ ...evolve(state, data, at.getTime()), revision }),
        draftRollout(rollout.plan),
      );
      expect(timeless(folded)).toEqual(timeless(rollout));
    }
  });

  it('I36 counts what the rows of its targets say', async () => {
    const rows = (await world.query(
      `SELECT r.id, r.rollout -> 'waves' AS waves, (SELECT json_object_agg(s, n) FROM
         (SELECT t.status AS s, count(*) AS n FROM release_targets t WHERE t.release_id = r.id GROUP BY 1) c) AS real
       FROM releases r WHERE r.deployed_at IS NOT NULL`,
      [],
    )) as { waves: { counts: Record<string, number> }[]; real: Record<string, number> }[];
    for (const { waves, real } of rows) {
      for (const [status, count] of Object.entries(real)) {
        expect(waves.reduce((sum, wave) => sum + (wave.counts[status] ?? 0), 0)).toBe(count);
      }
    }
  });
});

/** Events carry the time at which they were written, the state the one at which it was decided: milliseconds apart. */
function timeless(rollout: Rollout): object {
  const { stepStartedAt, deployedAt, finishedAt, rollback, ...rest } = rollout;
  return { ...rest, has: [stepStartedAt, deployedAt, finishedAt, rollback].map((value) => value !== null) };
}

describe('several engines on one database', () => {
  const world = withReleaseWorld(6);
  let second: NestFastifyApplication;
  beforeAll(async () => {
    second = await world.console.another();
  });
  afterAll(() => second.close());

  it('F03 I7 I10 I19 run the same release without doing anything twice', async () => {
    const apps = [world.console.app, second];
    const id = await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: 2 }, maxUnavailable: 1 });
    await world.until(id, ({ status }) => status === 'completed', { apps, withinMs: 30_000 });
    for (const node of world.nodes)
      expect(node.acted).toEqual([{ generation: 1, sha256: digestOf('1.0.0') }]);
    const revisions = (await world.query(
      'SELECT revision, seq FROM release_events WHERE release_id = $1 ORDER BY seq',
      [id],
    )) as {
      revision: number;
      seq: number;
    }[];
    expect(revisions.map(({ seq }) => seq)).toEqual(revisions.map((_, index) => index + 1));
  }, 40_000);

  it('I7 F43 let exactly one of many equal clicks through', async () => {
    const { id } = await world.create('2.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    const clicks = await Promise.all(
      Array.from({ length: 16 }, () => world.manager.call('POST', `/releases/${id}/deploy`)),
    );
    expect(clicks.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(clicks.filter(({ status }) => status === 409)).toHaveLength(15);
    await world.ok(world.manager, id, 'abort', { reason: 'seen enough' });
  });

  it('S14 counts one approver once, however often they click', async () => {
    await world.console.admin.call(
      'PUT',
      `/projects/${world.project.id}/environments/${world.environment('production')}`,
      {
        code: 'production',
        name: 'Production',
        isProduction: true,
        requiredApprovals: 2,
      },
    );
    const { id } = await world.create('2.0.0', { submit: true });
    const clicks = await Promise.all(
      Array.from({ length: 32 }, () => world.approver.call('POST', `/releases/${id}/approve`)),
    );
    expect(clicks.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await world.detail(id)).toMatchObject({
      status: 'pending_approval',
      approval: { required: 2, given: 1 },
    });
    await world.ok(world.approver, id, 'reject', { reason: 'changed my mind' });
    expect((await world.detail(id)).stopReason.en).toBe('changed my mind');
  });

  it('I7 refuses an action on a revision that nobody can have seen', async () => {
    const one = await world.create('2.0.0', { environment: 'production' });
    expect(one.status).toBe('draft');
    const stale = await world.manager.call('POST', `/releases/${one.id}/submit`, { expectedRevision: 99 });
    expect(stale.body).toMatchObject({ status: 409, code: 'RELEASE_CHANGED', revision: 1 });
  });
});

describe('what is refused', () => {
  const world = withReleaseWorld(2);

  it.each([
    ['an unknown version', { bins: [{ bin: 'edge-proxy', version: '9' }] }, 400, 'VALIDATION_FAILED'],
    [
      'a bin that is named twice',
      {
        bins: [
          { bin: 'edge-proxy', version: '1.0.0' },
          { bin: 'edge-proxy', version: '2.0.0' },
        ],
      },
      400,
      'VALIDATION_FAILED',
    ],
    ['an unknown field', { launchCodes: 1 }, 400, 'VALIDATION_FAILED'],
    ['a strategy that there is not', { strategy: { type: 'big-bang' } }, 400, 'VALIDATION_FAILED'],
    [
      'what belongs to another strategy',
      { strategy: { type: 'blue-green', batch: 1 } },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a mode that there is not',
      { strategy: { type: 'blue-green', mode: 'in-the-middle' } },
      400,
      'VALIDATION_FAILED',
    ],
    ['a wrong amount', { maxUnavailable: '25' }, 400, 'VALIDATION_FAILED'],
    [
      'weights that shrink',
      { strategy: { type: 'canary', steps: [{ setWeight: 50 }, { setWeight: 20 }] } },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a step that is two things',
      { strategy: { type: 'canary', steps: [{ setWeight: 50, pause: {} }] } },
      400,
      'VALIDATION_FAILED',
    ],
  ])('%s', async (_, change, status, code) => {
    const before = await world.query('SELECT count(*) FROM releases', []);
    const answer = await world.manager.call('POST', '/releases', world.draft('1.0.0', change));
    expect(answer.body).toMatchObject({ status, code });
    expect(await world.query('SELECT count(*) FROM releases', [])).toEqual(before);
  });

  it('S13 a deploy of what is no longer what was approved', async () => {
    const { id } = await world.create('2.0.0', { submit: true });
    await world.ok(world.approver, id, 'approve');
    await world.addVersion('2.0.0', 'arm64');
    expect((await world.manager.call('POST', `/releases/${id}/deploy`)).body).toMatchObject({
      status: 409,
      code: 'PLAN_CHANGED',
    });
    await world.ok(world.manager, id, 'cancel');
  });

  it('more nodes than were approved', async () => {
    const { id } = await world.create('1.0.0', { submit: true, nodeGrowth: 0 });
    await world.ok(world.approver, id, 'approve');
    await world.addNode('node-late');
    expect((await world.manager.call('POST', `/releases/${id}/deploy`)).body).toMatchObject({
      status: 409,
      code: 'NODES_GREW',
    });
  });

  it('foreign releases, which look like missing ones', async () => {
    const { id } = await world.create('1.0.0');
    const stranger = await world.console.newPerson();
    const foreign = await stranger.call('GET', `/releases/${id}`);
    const missing = await stranger.call('GET', '/releases/018f0000-0000-7000-8000-000000000000');
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
  });

  it('says by dry run what an action would do, and does nothing', async () => {
    const { id, revision } = await world.create('1.0.0');
    const answer = await world.manager.call('POST', `/releases/${id}/cancel?dryRun=true`);
    expect(answer.body).toMatchObject({ allowed: true, reason: null });
    expect(answer.body.consequences[0].en).toContain('without having changed any node');
    expect(await world.detail(id)).toMatchObject({ status: 'draft', revision });
  });

  it('previews waves, people and warnings without keeping anything', async () => {
    const answer = await world.manager.call('POST', '/releases/preview', world.draft('1.0.0'));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      nodeCount: 3,
      approvalsRequired: 1,
      fromVersions: [{ version: null, nodes: 3 }],
    });
    expect(answer.body.waves.map(({ size }: { size: number }) => size)).toEqual([1, 2]);
    expect(answer.body.warnings.some(({ en }: { en: string }) => en.includes('offline'))).toBe(true);
  });
});
