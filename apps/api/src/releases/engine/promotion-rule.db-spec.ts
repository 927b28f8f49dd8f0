import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';

const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };
const SOAK_HOURS = 24;

describe('the promotion rule of an environment', () => {
  const world = withReleaseWorld(2);

  const demand = async (hours: number | null): Promise<void> => {
    const rule = { fromEnvironmentId: world.environment('staging'), soakHours: hours };
    const path = `/projects/${world.project.id}/environments/${world.environment('production')}`;
    const body = { promotionRule: hours === null ? null : rule };
    expect((await world.console.admin.call('PUT', path, body)).status).toBe(200);
  };
  /** Completed in staging, so many hours ago. */
  const completedInStaging = async (
    version: string,
    hoursAgo: number,
    more: object = {},
  ): Promise<string> => {
    const id = await world.deployed(version, { environment: 'staging', ...ALL_AT_ONCE, ...more });
    await world.until(id, ({ status }) => status === 'completed');
    await age(id, hoursAgo);
    world.markGood(version);
    return id;
  };
  const age = (id: string, hours: number): Promise<unknown> =>
    world.query(
      `UPDATE releases SET deployed_at = now() - make_interval(hours => $2, mins => 1), finished_at = now() - make_interval(hours => $2)
       WHERE id = $1`,
      [id, hours],
    );
  const approved = async (version: string, more: object = {}): Promise<string> => {
    const { id } = await world.create(version, { submit: true, ...ALL_AT_ONCE, ...more });
    await world.ok(world.approver, id, 'approve');
    return id;
  };
  const deploy = (id: string, body: object = {}): Promise<Answer> =>
    world.manager.call('POST', `/releases/${id}/deploy`, body);
  const preview = async (version: string): Promise<Answer['body']> =>
    (await world.manager.call('POST', '/releases/preview', world.draft(version, ALL_AT_ONCE))).body;
  const soakOf = async (id: string): Promise<Answer['body']> =>
    (await world.detail(id)).blockedBy.find(({ kind }: { kind: string }) => kind === 'soak');

  beforeAll(async () => {
    await world.addNode('stage-0', 'staging');
    await demand(SOAK_HOURS);
  });

  it('is said from the preview on, with what is missing, and refuses the deploy', async () => {
    expect((await preview('1.0.0')).promotion).toMatchObject({
      isSatisfied: false,
      allowedFrom: null,
      environmentName: 'Staging',
      soakHours: SOAK_HOURS,
      versions: [{ bin: world.bin, version: '1.0.0', completedAt: null }],
      text: { en: 'edge-proxy 1.0.0 must first complete in Staging and run there for 24 h' },
    });
    const { id } = await world.create('1.0.0', ALL_AT_ONCE);
    expect(await soakOf(id)).toMatchObject({ until: null });
    await world.ok(world.manager, id, 'submit');
    expect(await soakOf(id)).toMatchObject({ until: null });
    await world.ok(world.approver, id, 'approve');
    expect((await deploy(id)).body).toMatchObject({ status: 409, code: 'NOT_SOAKED' });
    const rehearsed = (await world.manager.call('POST', `/releases/${id}/deploy?dryRun=true`, {})).body;
    expect(rehearsed).toMatchObject({ allowed: false, code: 'NOT_SOAKED' });
    expect(rehearsed.reason.zh).toContain('须先在“Staging”发布完成');
    await world.ok(world.manager, id, 'cancel');
  });

  it('names the moment from which it is content, and starts what waits for it by itself then', async () => {
    const before = await completedInStaging('1.0.0', SOAK_HOURS - 1);
    const { promotion } = await preview('1.0.0');
    expect(promotion.isSatisfied).toBe(false);
    const inHours = (Date.parse(promotion.allowedFrom) - Date.now()) / 3_600_000;
    expect(inHours).toBeGreaterThan(0.9);
    expect(inHours).toBeLessThan(1.1);
    const id = await approved('1.0.0');
    expect((await deploy(id)).body).toMatchObject({ code: 'NOT_SOAKED' });
    expect((await deploy(id, { whenBlocked: 'wait' })).body.status).toBe('scheduled');
    expect(await soakOf(id)).toMatchObject({ until: promotion.allowedFrom });
    await age(before, SOAK_HOURS);
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    expect((await preview('1.0.0')).promotion).toMatchObject({ isSatisfied: true });
    expect((await world.detail(id)).blockedBy).toEqual([]);
  });

  it('does not count what was taken back since, until it completes there once more', async () => {
    const taken = await completedInStaging('2.0.0', 0);
    await world.ok(world.manager, taken, 'rollback');
    await age(taken, 48);
    expect((await preview('2.0.0')).promotion).toMatchObject({ isSatisfied: false, allowedFrom: null });
    // What it went back to completed again by that, and was not itself taken back.
    expect((await preview('1.0.0')).promotion).toMatchObject({ isSatisfied: true });
    await world.until((await world.detail(taken)).rollbackReleaseId, ({ status }) => status === 'completed');
    await completedInStaging('2.0.0', SOAK_HOURS);
    // The older completion stays void: only the newer one is later than the way back.
    await world.query(
      `UPDATE releases SET deployed_at = now() - interval '40 hours' WHERE kind = 'rollback'`,
      [],
    );
    expect((await preview('2.0.0')).promotion).toMatchObject({ isSatisfied: true });
  });

  it('does not count a completion before a later release of it turned round under way', async () => {
    await completedInStaging('3.0.0', SOAK_HOURS);
    expect((await preview('3.0.0')).promotion).toMatchObject({ isSatisfied: true });
    const again = await world.deployed('3.0.0', { environment: 'staging', strategy: canary });
    await world.until(again, ({ status }) => status === 'paused');
    await world.ok(world.manager, again, 'rollback');
    await world.until(again, ({ status }) => status.startsWith('rolled_back'));
    expect((await preview('3.0.0')).promotion).toMatchObject({ isSatisfied: false, allowedFrom: null });
  });

  it('does not count hours in which another version of the bin had taken its place', async () => {
    const other = 'edge-dns';
    await world.addBin(other);
    for (const version of ['5.0.0', '5.0.1']) await world.addVersion(version, 'amd64', other);
    const bins = (version: string): object => ({ bins: [{ bin: other, version }] });
    const promotionOf = async (version: string): Promise<Answer['body']> => {
      const { body } = await world.manager.call('POST', '/releases/preview', world.draft('', bins(version)));
      return body.promotion;
    };
    const first = await completedInStaging('5.0.0', SOAK_HOURS, bins('5.0.0'));
    expect(await promotionOf('5.0.0')).toMatchObject({ isSatisfied: true });
    await completedInStaging('5.0.1', SOAK_HOURS - 1, bins('5.0.1'));
    expect(await promotionOf('5.0.0')).toMatchObject({ isSatisfied: false, allowedFrom: null });
    expect((await promotionOf('5.0.1')).allowedFrom).not.toBeNull();
    // It had run for all of its hours before the other one came.
    await age(first, 2 * SOAK_HOURS);
    expect(await promotionOf('5.0.0')).toMatchObject({ isSatisfied: true });
  });

  it('does not count a release that ended without any node on the version', async () => {
    await world.addVersion('4.0.0');
    const tomorrow = (new Date().getUTCDay() % 7) + 1;
    const never = { timeZone: 'UTC', days: [tomorrow], from: '12:00', to: '12:01' };
    const id = await world.deployed('4.0.0', { environment: 'staging', ...ALL_AT_ONCE, hours: never });
    await world.ok(world.manager, id, 'skip', { nodeIds: ['stage-0'] });
    const hours = { ...never, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
    await world.query(`UPDATE releases SET rollout = jsonb_set(rollout, '{plan,hours}', $2) WHERE id = $1`, [
      id,
      JSON.stringify(hours),
    ]);
    await world.until(id, ({ status }) => status === 'completed_with_exceptions');
    await age(id, 48);
    expect((await preview('4.0.0')).promotion).toMatchObject({ isSatisfied: false, allowedFrom: null });
  });

  it('I28 does not stand in the way back', async () => {
    await demand(null);
    const id = await approved('3.0.0');
    await world.ok(world.manager, id, 'deploy');
    await world.until(id, ({ status }) => status === 'completed');
    await demand(2_160);
    expect((await preview('1.0.0')).promotion.isSatisfied).toBe(false);
    const back = await world.ok(world.manager, id, 'rollback');
    expect(back).toMatchObject({ kind: 'rollback', status: 'deploying' });
    await world.until(back.id, ({ status }) => status === 'completed');
    await demand(SOAK_HOURS);
  });

  it('is overridden by those who may override freezes, with a reason that stays', async () => {
    const id = await approved('3.0.0');
    const override = (person: Person, body: object, release = id): Promise<Answer> =>
      person.call('POST', `/releases/${release}/override-soak`, body);
    expect((await override(world.manager, { reason: 'please' })).status).toBe(403);
    expect((await override(world.console.admin, { reason: ' ' })).status).toBe(400);
    expect((await override(world.console.admin, { reason: 'a hole in the wall' })).status).toBe(200);
    expect(await soakOf(id)).toBeUndefined();
    const [entry] = (await world.console.db.source.query(
      `SELECT reason FROM audit_entries WHERE action = 'soak.overridden'`,
    )) as { reason: string }[];
    expect(entry).toEqual({ reason: 'a hole in the wall' });
    await world.ok(world.manager, id, 'deploy');
    await world.until(id, ({ status }) => status === 'completed');
    const content = await approved('2.0.0');
    const refused = await override(world.console.admin, { reason: 'to be sure' }, content);
    expect(refused.body).toMatchObject({ status: 409, code: 'NOTHING_TO_OVERRIDE' });
    await world.ok(world.manager, content, 'cancel');
  });

  it('is no way round the withdrawal of a version, and looks at each bin for itself', async () => {
    const other = 'edge-cache';
    await world.addBin(other);
    for (const version of ['1.0.0', '9.0.0']) await world.addVersion(version, 'amd64', other);
    const both = [
      { bin: world.bin, version: '2.0.0' },
      { bin: other, version: '1.0.0' },
    ];
    await completedInStaging('2.0.0', 48, { bins: both });
    // Neither a version of the other bin nor another version of the same bin proves this one.
    for (const version of ['2.0.0', '9.0.0']) {
      if (version === '2.0.0') await world.addVersion(version, 'amd64', other);
      const bins = [{ bin: other, version }];
      const { body } = await world.manager.call('POST', '/releases/preview', world.draft('', { bins }));
      expect(body.promotion).toMatchObject({ isSatisfied: false, allowedFrom: null });
    }
    const id = await approved('2.0.0', { bins: both });
    const path = `/bins/${other}/versions/1.0.0/withdraw`;
    expect((await world.console.admin.call('POST', path, { reason: 'leaks' })).status).toBeLessThan(300);
    expect((await deploy(id)).body).toMatchObject({ code: 'VERSION_WITHDRAWN' });
  });
});

const canary = { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] };
