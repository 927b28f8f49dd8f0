import type { Answer, Person } from '../../../test/with-console.js';
import { withReleaseWorld } from '../releases.fixtures.js';

const CANARY = { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] };
const HOURS = { timeZone: 'Asia/Shanghai', days: [1, 5], from: '22:00', to: '06:00' };
const RULES = { strategy: CANARY, hours: HOURS, maxUnavailable: 1, onFailure: 'pause' };

describe('strategy templates', () => {
  const world = withReleaseWorld(2);

  const path = (): string => `/projects/${world.project.id}/strategy-templates`;
  const call = (method: 'POST' | 'PUT' | 'DELETE' | 'GET', more = '', body?: object): Promise<Answer> =>
    world.console.admin.call(method, path() + more, body);
  const made = async (name: string, more: object = {}): Promise<Answer['body']> => {
    const { status, body } = await call('POST', '', { name, ...RULES, ...more });
    if (status !== 201) throw new Error(`creating a template answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const draft = ({ strategyTemplateId, ...more }: Record<string, unknown>): object => ({
    project: 'edge',
    environment: 'production',
    bins: [{ bin: world.bin, version: '1.0.0' }],
    strategyTemplateId,
    ...more,
  });
  const released = async (body: object): Promise<Answer['body']> => {
    const answer = await world.manager.call('POST', '/releases', draft(body as Record<string, unknown>));
    if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  it('are kept with every default filled in, listed by name, replaced, deleted and recorded', async () => {
    const template = await made(' Careful ');
    expect(template).toMatchObject({
      name: 'Careful',
      strategy: { ...CANARY, stratifyBy: [] },
      hours: HOURS,
      maxUnavailable: 1,
      failureThreshold: '10%',
      defaultForEnvironmentIds: [],
    });
    const other = await made('all at once', { strategy: { type: 'rolling', batch: '100%' }, hours: null });
    expect(other).not.toHaveProperty('hours');
    const byCode = await world.manager.call('GET', '/projects/edge/strategy-templates');
    expect(byCode.body.items.map(({ name }: { name: string }) => name)).toEqual(['all at once', 'Careful']);
    const changed = await call('PUT', `/${template.id}`, { name: 'Slow', ...RULES, minReadySeconds: 60 });
    expect(changed.body).toMatchObject({ id: template.id, name: 'Slow', minReadySeconds: 60 });
    for (const { id } of [template, other]) expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('GET')).body.items).toEqual([]);
    expect((await call('PUT', `/${template.id}`, { name: 'Slow', ...RULES })).status).toBe(404);
    const entries: { action: string }[] = await world.console.db.source.query(
      `SELECT DISTINCT action FROM audit_entries WHERE action LIKE 'strategy_template.%' ORDER BY action`,
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'strategy_template.changed',
      'strategy_template.created',
      'strategy_template.deleted',
    ]);
  });

  it.each([
    ['a part of another strategy', { strategy: { ...CANARY, batch: 3 } }, 'strategy.batch'],
    [
      'weights that shrink',
      { strategy: { type: 'canary', steps: [{ setWeight: 50 }, { setWeight: 10 }] } },
      'strategy.steps[1]',
    ],
    ['a mode of no strategy', { strategy: { type: 'all' } }, 'strategy.type'],
    ['a zone that there is not', { hours: { ...HOURS, timeZone: 'Mars/Base' } }, 'hours.timeZone'],
    ['room for nothing', { maxUnavailable: 0 }, 'maxUnavailable'],
    ['a name that nobody sees', { name: ' ' }, 'name'],
  ])('refuse %s as a release does', async (_, part, field) => {
    const answer = await call('POST', '', { name: 'Bad', ...RULES, ...part });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('are replaced only as they were read, when one says how', async () => {
    const { id, revision } = await made('Careful');
    expect(revision).toBe(1);
    const replace = (more: object = {}, headers?: Record<string, string>): Promise<Answer> =>
      world.console.admin.call('PUT', `${path()}/${id}`, { name: 'Careful', ...RULES, ...more }, headers);
    expect((await replace({ expectedRevision: 1 })).body.revision).toBe(2);
    const late = await replace({ expectedRevision: 1 });
    expect(late.body).toMatchObject({ status: 409, code: 'STALE_REVISION', revision: 2 });
    expect((await replace({}, { 'if-match': '"1"' })).body.code).toBe('STALE_REVISION');
    expect((await replace({}, { 'if-match': '"2"' })).headers['etag']).toBe('"3"');
    expect((await replace()).body.revision).toBe(4);
    await call('DELETE', `/${id}`);
  });

  it('have names of their own within a project, and only there', async () => {
    const template = await made('Nightly');
    expect((await call('POST', '', { name: 'Nightly', ...RULES })).body).toMatchObject({
      code: 'TEMPLATE_NAME_TAKEN',
    });
    const second = await made('Daily');
    const renamed = await call('PUT', `/${second.id}`, { name: 'Nightly', ...RULES });
    expect(renamed.body).toMatchObject({ status: 409, code: 'TEMPLATE_NAME_TAKEN' });
    const other = await world.console.newProject('mill');
    const there = `/projects/${other.id}/strategy-templates`;
    const elsewhere = await world.console.admin.call('POST', there, { name: 'Nightly', ...RULES });
    expect(elsewhere.status).toBe(201);
    expect((await call('PUT', `/${elsewhere.body.id}`, { name: 'Mine', ...RULES })).status).toBe(404);
    const foreign = await world.manager.call(
      'POST',
      '/releases',
      draft({ strategyTemplateId: elsewhere.body.id }),
    );
    expect(foreign.body.errors[0]).toMatchObject({ field: 'strategyTemplateId', code: 'unknown_template' });
    for (const { id } of [template, second]) await call('DELETE', `/${id}`);
  });

  it('are made by those who configure the project, and read by all of it', async () => {
    const admin = await world.console.member(world.project.id, 'project_admin');
    const viewer = await world.console.member(world.project.id, 'viewer');
    const create = (person: Person): Promise<Answer> =>
      person.call('POST', path(), { name: 'Mine', ...RULES });
    expect((await create(world.manager)).status).toBe(403);
    const { status, body } = await create(admin);
    expect(status).toBe(201);
    expect((await viewer.call('GET', path())).body.items).toHaveLength(1);
    expect((await world.manager.call('DELETE', `${path()}/${body.id}`)).status).toBe(403);
    expect((await admin.call('DELETE', `${path()}/${body.id}`)).status).toBe(204);
  });

  it('are the start of at most one kind per environment, taken over by the last that says so', async () => {
    const [production, staging] = [world.environment('production'), world.environment('staging')];
    const first = await made('First', { defaultForEnvironmentIds: [production, staging] });
    expect(first.defaultForEnvironmentIds.sort()).toEqual([production, staging].sort());
    const second = await made('Second', { defaultForEnvironmentIds: [production] });
    const defaults = async (): Promise<unknown> =>
      Object.fromEntries(
        (await call('GET')).body.items.map((item: { name: string; defaultForEnvironmentIds: string[] }) => [
          item.name,
          item.defaultForEnvironmentIds,
        ]),
      );
    expect(await defaults()).toEqual({ First: [staging], Second: [production] });
    await call('PUT', `/${second.id}`, { name: 'Second', ...RULES });
    expect(await defaults()).toEqual({ First: [staging], Second: [] });
    const other = await world.console.newProject('quay');
    const strange = { name: 'Third', ...RULES, defaultForEnvironmentIds: [other.environments[0]?.id] };
    expect((await call('POST', '', strange)).body.errors[0]).toMatchObject({
      field: 'defaultForEnvironmentIds',
    });
    expect(await defaults()).toEqual({ First: [staging], Second: [] });
    for (const { id } of [first, second]) await call('DELETE', `/${id}`);
  });

  it('are copied into a release, which says where from and never changes with them', async () => {
    const template = await made('Careful');
    const release = await released({ strategyTemplateId: template.id, submit: true });
    expect(release).toMatchObject({
      strategyTemplate: { id: template.id, name: 'Careful', isChanged: false },
      plan: { strategy: { steps: CANARY.steps }, hours: HOURS, maxUnavailable: 1, onFailure: 'pause' },
    });
    const same = await released({ ...RULES });
    expect(same).toMatchObject({ planHash: release.planHash, strategyTemplate: null });

    const changed = { name: 'Careless', strategy: { type: 'rolling', batch: '100%' } };
    expect((await call('PUT', `/${template.id}`, changed)).status).toBe(200);
    const after = await world.detail(release.id);
    expect(after).toMatchObject({ planHash: release.planHash, plan: release.plan });
    expect(after.strategyTemplate).toEqual({ id: template.id, name: 'Careful', isChanged: false });
    expect((await call('DELETE', `/${template.id}`)).status).toBe(204);
    expect((await world.detail(release.id)).strategyTemplate).toEqual({
      id: null,
      name: 'Careful',
      isChanged: false,
    });
    // What was approved is still what is deployed: the plan that is built anew then is that of the copy.
    await world.ok(world.approver, release.id, 'approve', { planHash: release.planHash });
    for (const node of world.nodes) await node.sync();
    await world.ok(world.manager, release.id, 'deploy', { planHash: release.planHash });
    await world.ok(world.manager, release.id, 'abort');
  });

  it('give way to what the draft says itself, which is told', async () => {
    const template = await made('Careful');
    const own = { strategyTemplateId: template.id, hours: null, maxUnavailable: 2 };
    const release = await released(own);
    expect(release.plan).toMatchObject({
      strategy: { steps: CANARY.steps },
      maxUnavailable: 2,
      onFailure: 'pause',
    });
    expect(release.plan).not.toHaveProperty('hours');
    expect(release.strategyTemplate).toMatchObject({ name: 'Careful', isChanged: true });
    const preview = await world.manager.call('POST', '/releases/preview', draft(own));
    expect(preview.body.planHash).toBe(release.planHash);
    const nothing = await world.manager.call('POST', '/releases', draft({}));
    expect(nothing.body.errors[0]).toMatchObject({ field: 'strategy', code: 'required' });

    const edit = (body: object): Promise<Answer> =>
      world.manager.call('PUT', `/releases/${release.id}`, draft(body as Record<string, unknown>));
    expect((await edit({ strategyTemplateId: template.id })).body.strategyTemplate.isChanged).toBe(false);
    // The plan as it is answered is fit to be sent back, with its template and without one that is gone.
    expect((await edit(await planOf(release.id))).body.strategyTemplate).toMatchObject({ id: template.id });
    await call('DELETE', `/${template.id}`);
    const kept = await edit(await planOf(release.id));
    expect(kept.body.strategyTemplate).toEqual({ id: null, name: 'Careful', isChanged: false });
    const other = await edit({ ...(await planOf(release.id)), maxUnavailable: 3 });
    expect(other.body.strategyTemplate).toEqual({ id: null, name: 'Careful', isChanged: true });
  });

  async function planOf(id: string): Promise<Record<string, unknown>> {
    const { environmentId: _, ...plan } = (await world.detail(id)).plan;
    return plan;
  }
});
