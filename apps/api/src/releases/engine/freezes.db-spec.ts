import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';

const HOUR = 3_600_000;
const ALL_AT_ONCE = { strategy: { type: 'rolling', batch: '100%' } };

describe('freezes', () => {
  const world = withReleaseWorld(2);
  const times = (startHours: number, endHours: number): object => ({
    kind: 'once',
    startsAt: new Date(Date.now() + startHours * HOUR).toISOString(),
    endsAt: new Date(Date.now() + endHours * HOUR).toISOString(),
  });
  const freeze = (path: string, when: object, more: object = {}): Promise<Answer> =>
    world.console.admin.call('POST', path, { name: 'Fair week', reason: 'sales', times: when, ...more });
  const lift = async (path: string, { body }: Answer): Promise<void> => {
    expect((await world.console.admin.call('DELETE', `${path}/${body.id}`)).status).toBe(204);
  };
  const ofProject = (): string => `/projects/${world.project.id}/freezes`;

  it('I28 hold the next wave of a release that is under way, until they are over', async () => {
    const id = await world.deployed('1.0.0', {
      strategy: { type: 'rolling', batch: 1 },
      maxUnavailable: 1,
    });
    const held = await freeze(ofProject(), times(-1, 1));
    expect(held.status).toBe(201);
    await world.until(id, ({ progress }) => progress.succeeded === 1);
    for (let round = 0; round < 8; round += 1) for (const node of world.nodes) await node.sync();
    const waiting = await world.detail(id);
    expect(waiting).toMatchObject({ status: 'deploying', progress: { succeeded: 1, pending: 1 } });
    expect(waiting.blockedBy.map(({ kind }: { kind: string }) => kind)).toContain('freeze');
    await lift(ofProject(), held);
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  });

  it('are named as soon as the pause before the next wave is over, and not before', async () => {
    const steps = [{ setWeight: 50 }, { pause: { seconds: 60 } }, { setWeight: 100 }];
    const id = await world.deployed('2.0.0', { strategy: { type: 'canary', steps } });
    const held = await freeze(ofProject(), times(-1, 1));
    const waiting = await world.until(id, ({ step }) => step === 1);
    expect(waiting.blockedBy).toMatchObject([{ kind: 'pause' }]);
    expect(waiting.headline.en).toContain('watching 1 node');
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{stepStartedAt}', to_jsonb($2::float8)) WHERE id = $1`,
      [id, Date.now() - 61_000],
    );
    const { blockedBy, headline } = await world.detail(id);
    expect(blockedBy).toMatchObject([{ kind: 'freeze', until: held.body.times.endsAt }]);
    expect(headline.en).toContain('the next wave waits until the freeze “Fair week”');
    await world.ok(world.manager, id, 'rollback');
    await lift(ofProject(), held);
    await world.until(id, ({ status }) => status === 'rolled_back');
  });

  it('let a release through when somebody who may says why it can not wait', async () => {
    const { id } = await world.create('1.0.0', { submit: true, ...ALL_AT_ONCE });
    await world.ok(world.approver, id, 'approve');
    const held = await freeze(ofProject(), times(-1, 1));
    const override = (person: Person, body: object): Promise<Answer> =>
      person.call('POST', `/releases/${id}/override-freeze`, body);
    expect((await override(world.manager, { reason: 'please' })).status).toBe(403);
    expect((await override(world.console.admin, {})).status).toBe(400);
    expect((await override(world.console.admin, { reason: 'a hole in the wall' })).status).toBe(200);
    await world.ok(world.manager, id, 'deploy');
    await world.until(id, ({ status }) => status === 'completed');
    await lift(ofProject(), held);
  });

  it('I28 keep a release from being deployed, wherever they reach, and no other', async () => {
    const { id } = await world.create('2.0.0', { submit: true, ...ALL_AT_ONCE });
    await world.ok(world.approver, id, 'approve');
    const deploy = (): Promise<Answer> => world.manager.call('POST', `/releases/${id}/deploy`, {});
    const everywhere = await freeze('/freezes', times(-1, 1));
    expect((await deploy()).body).toMatchObject({ status: 409, code: 'ENVIRONMENT_FROZEN' });
    expect((await world.detail(id)).blockedBy).toMatchObject([
      { kind: 'deploy', until: null },
      { kind: 'freeze', until: everywhere.body.times.endsAt },
    ]);
    await lift('/freezes', everywhere);
    expect((await world.detail(id)).blockedBy).toMatchObject([{ kind: 'deploy' }]);
    const production = world.project.environments.find(({ code }) => code === 'production');
    const environment = await freeze(ofProject(), times(-1, 1), { environmentId: production?.id });
    expect((await deploy()).body).toMatchObject({ status: 409, code: 'ENVIRONMENT_FROZEN' });
    await lift(ofProject(), environment);
    const other = world.project.environments.find(({ code }) => code === 'staging');
    await freeze(ofProject(), times(-1, 1), { environmentId: other?.id });
    await freeze(ofProject(), times(1, 2));
    expect((await deploy()).status).toBe(200);
    await world.until(id, ({ status }) => status === 'completed');
  });
});
