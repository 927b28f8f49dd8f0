import { withConsole, type Answer, type Person } from '../../../test/with-console.js';
import { Database } from '../../platform/database/index.js';
import { aFile, aProject, save, type ConfigProject } from '../config.fixtures.js';
import { ConfigSecrets } from './config-secrets.js';

describe('secrets of configuration', () => {
  const console = withConsole();
  let project: ConfigProject;
  let admin: Person;
  beforeAll(async () => {
    project = await aProject(console, 'shop');
    admin = await console.member(project.id, 'project_admin');
  });

  const set = (name: string, value: string, environment?: string, by = project.developer): Promise<Answer> =>
    by.call('PUT', `/configs/secrets/${name}`, {
      projectId: project.id,
      value,
      ...(environment ? { environment } : {}),
    });
  const forget = (name: string, environment?: string): Promise<Answer> => {
    const place = environment ? `&environment=${environment}` : '';
    return project.developer.call('DELETE', `/configs/secrets/${name}?projectId=${project.id}${place}`);
  };
  const listed = async (): Promise<Answer['body']> =>
    (await project.viewer.call('GET', `/configs/secrets?projectId=${project.id}`)).body.items;

  it('CF20 are set for one environment or all, sealed, and never shown without the right to', async () => {
    expect((await set('TOKEN', 'for all of them')).body).toMatchObject({
      name: 'TOKEN',
      values: [{ environment: null, revision: 1 }],
      usedBy: [],
    });
    expect((await set('TOKEN', 'for one', 'production')).body.values).toMatchObject([
      { environment: null, revision: 1 },
      { environment: 'production', revision: 1 },
    ]);
    expect((await set('TOKEN', 'for the one', 'production')).body.values[1].revision).toBe(2);
    expect((await set('TOKEN', 'x', 'nowhere')).status).toBe(400);
    expect((await set('1TOKEN', 'x')).body).toMatchObject({ status: 400, errors: [{ field: 'name' }] });
    expect((await set('TOKEN', 'x', undefined, project.viewer)).status).toBe(403);
    const stranger = await aProject(console, 'strange');
    expect((await set('TOKEN', 'x', undefined, stranger.developer)).status).toBe(404);
    const reveal = (by: Person, environment: string): Promise<Answer> =>
      by.call('POST', '/configs/secrets/TOKEN/reveal', {
        ...{ projectId: project.id, environment },
        reason: 'lost it',
      });
    expect((await reveal(project.developer, 'production')).status).toBe(403);
    expect((await reveal(admin, 'staging')).status).toBe(404);
    expect((await reveal(admin, 'production')).body).toEqual({ text: 'for the one' });
    const rows = await console.db.source.query('SELECT * FROM config_secrets');
    const entries = await console.db.source.query(
      `SELECT action, reason, data FROM audit_entries WHERE action LIKE 'config_secret.%' ORDER BY seq`,
    );
    expect(entries).toHaveLength(4);
    expect(entries[3]).toEqual({
      action: 'config_secret.revealed',
      reason: 'lost it',
      data: { environment: 'production', revision: 2 },
    });
    const everything = JSON.stringify([rows, entries, await listed()]);
    for (const value of ['for all of them', 'for one', 'for the one'])
      expect(everything).not.toContain(value);
  });

  it('CF21 count by environment before the value for all', async () => {
    const [production, staging] = ['production', 'staging'].map(
      (code) => project.environments.find((each) => each.code === code)?.id ?? '',
    );
    const secrets = console.app.get(ConfigSecrets, { strict: false });
    const tx = console.app.get(Database, { strict: false }).reader;
    const values = async (id = ''): Promise<object> =>
      Object.fromEntries(await secrets.valuesFor(tx, project.id, id, ['TOKEN', 'NONE']));
    expect(await values(production)).toEqual({ TOKEN: 'for the one' });
    expect(await values(staging)).toEqual({ TOKEN: 'for all of them' });
  });

  it('CF22 are not forgotten while a draft would have no value any more', async () => {
    const id = await aFile(project, { text: 'a: 1\n' });
    await save(project.developer, id, 'production', { text: 'a: ${secret:TOKEN}\n', parentVersion: 0 });
    expect((await listed())[0]).toMatchObject({ name: 'TOKEN', usedBy: ['app.yaml'] });
    expect((await forget('TOKEN')).status).toBe(204);
    expect((await forget('TOKEN')).status).toBe(404);
    expect((await forget('TOKEN', 'production')).body).toMatchObject({
      status: 409,
      code: 'SECRET_IN_USE',
      files: ['app.yaml'],
    });
    await set('TOKEN', 'again');
    expect((await forget('TOKEN', 'production')).status).toBe(204);
    expect((await forget('TOKEN')).status).toBe(409);
    await save(project.developer, id, 'production', {
      text: 'a: 1 # ${secret:TOKEN}\n',
      parentVersion: 1,
    });
    expect((await listed())[0].usedBy).toEqual(['app.yaml']);
    expect((await forget('TOKEN')).status).toBe(204);
    expect(await listed()).toEqual([]);
  });
});
