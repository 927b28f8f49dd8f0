import { withConsole, type Answer } from '../../test/with-console.js';

describe('promotion rules', () => {
  const console = withConsole();
  let path: string;
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const project = await console.newProject('shop');
    path = `/projects/${project.id}/environments`;
    ids = Object.fromEntries(project.environments.map(({ code, id }) => [code, id]));
  });

  const demand = (code: string, rule: object | null): Promise<Answer> =>
    console.admin.call('PUT', `${path}/${ids[code]}`, { promotionRule: rule });
  const from = (code: string, soakHours = 24): object => ({ fromEnvironmentId: ids[code], soakHours });
  const faultsOf = ({ status, body }: Answer): unknown[] => [
    status,
    ...(body.errors ?? []).map(({ field, code }: { field: string; code: string }) => [field, code]),
  ];

  it('are made with an environment or set later, shown with it, kept by other changes and taken away', async () => {
    expect((await demand('production', from('staging', 48))).body.promotionRule).toEqual(from('staging', 48));
    const renamed = await console.admin.call('PUT', `${path}/${ids['production']}`, { name: 'Live' });
    expect(renamed.body).toMatchObject({ name: 'Live', promotionRule: from('staging', 48) });
    expect((await demand('production', null)).body.promotionRule).toBeNull();
    const made = await console.admin.call('POST', path, {
      code: 'far',
      promotionRule: from('production', 0),
    });
    expect(made.body.promotionRule).toEqual(from('production', 0));
    expect((await console.admin.call('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
  });

  it('stay in their project and lead nowhere back', async () => {
    const other = await console.newProject('mill');
    const foreign = { fromEnvironmentId: other.environments[0]?.id, soakHours: 1 };
    const field = 'promotionRule.fromEnvironmentId';
    expect(faultsOf(await demand('production', foreign))).toEqual([400, [field, 'not_in_project']]);
    expect(faultsOf(await demand('production', from('production')))).toEqual([400, [field, 'leads_back']]);
    expect((await demand('production', from('staging'))).status).toBe(200);
    expect((await demand('staging', from('test'))).status).toBe(200);
    expect(faultsOf(await demand('test', from('production')))).toEqual([400, [field, 'leads_back']]);
    expect((await demand('test', from('dev'))).status).toBe(200);
  });

  it.each([[-1], [2_161], [1.5], ['24'], [null]])('refuse %j as a time to soak', async (soakHours) => {
    const answer = await demand('production', { ...from('staging'), soakHours });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe('promotionRule.soakHours');
  });

  it('keep the environment that they name from being deleted', async () => {
    expect((await demand('staging', null)).status).toBe(200);
    expect((await demand('production', from('staging'))).status).toBe(200);
    const remove = (): Promise<Answer> => console.admin.call('DELETE', `${path}/${ids['staging']}`);
    expect((await remove()).body).toMatchObject({ status: 409, code: 'ENVIRONMENT_IN_USE' });
    expect((await demand('production', null)).status).toBe(200);
    expect((await remove()).status).toBe(204);
  });

  it('are set by those who configure the project only, and not beside a new project', async () => {
    const project = await console.newProject('quay');
    const manager = await console.member(project.id, 'release_manager');
    const [dev, test] = project.environments;
    const answer = await manager.call('PUT', `/projects/${project.id}/environments/${test?.id}`, {
      promotionRule: { fromEnvironmentId: dev?.id, soakHours: 1 },
    });
    expect(answer.status).toBe(403);
    const environments = [{ code: 'live', promotionRule: { fromEnvironmentId: dev?.id, soakHours: 1 } }];
    const made = await console.admin.call('POST', '/projects', { code: 'dock', name: 'Dock', environments });
    expect(made.status).toBe(400);
  });
});
