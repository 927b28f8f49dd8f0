import { withConsole, type Person } from '../../../test/with-console.js';
import { aPlace, aRule, aSource, done, send, workAll, type Place, type Source } from '../ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from '../fake-jenkins.fixtures.js';

const RELEASE = { release: { mode: 'draft', environment: 'production' } };

describe('who counts as author of what comes of a build', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();
  let place: Place;
  let source: Source;

  const build = (more?: Partial<FakeBuild>): FakeBuild => jenkins.build(more);
  const tell = async (one: FakeBuild): Promise<void> => {
    await send(console, source.pathWithSecret, jenkins.notification(one, 'FINALIZED'));
    await workAll(console);
  };
  const authorsOf = async (version: string): Promise<readonly string[]> => {
    const [row] = await console.db.source.query<{ ids: string[] }[]>(
      'SELECT v.author_ids AS ids FROM bin_versions v JOIN bins b ON b.id = v.bin_id WHERE b.name = $1 AND v.version = $2',
      [place.bin, version],
    );
    return row?.ids ?? [];
  };
  const makersOf = async (): Promise<readonly string[]> => {
    const [row] = await console.db.source.query<{ ids: string[] }[]>(
      'SELECT maker_ids AS ids FROM releases WHERE project_id = $1 ORDER BY id DESC LIMIT 1',
      [place.projectId],
    );
    return row?.ids ?? [];
  };
  const changes: readonly (readonly [string, (boss: Person) => Promise<unknown>])[] = [
    ['its token', (boss) => boss.call('PATCH', `/ci/sources/${source.id}`, { token: jenkins.token })],
    [
      'its base URL',
      async (boss) => {
        const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
        await done(
          boss.call('PATCH', `/ci/sources/${source.id}`, { ...asked, baseUrl: 'http://127.0.0.1:1/' }),
        );
        await done(boss.call('PATCH', `/ci/sources/${source.id}`, asked));
      },
    ],
    [
      'its secret',
      async (boss) => {
        const { urlWithSecret } = await done(boss.call('POST', `/ci/sources/${source.id}/secret`, {}), 201);
        source = { ...source, pathWithSecret: urlWithSecret.replace(/^.*\/api\/v1/, '') };
      },
    ],
  ];

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());
  beforeEach(async () => {
    jenkins.builds.length = 0;
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    place = await aPlace(console);
    const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
    source = await aSource(place, 'jenkins', asked);
  });

  it.each(changes)('S01 whoever changed %s counts', async (_, change) => {
    await aRule(place, source, RELEASE);
    const boss = await console.member(place.projectId, 'project_admin');
    await change(boss);
    const one = build();
    await tell(one);
    expect(await authorsOf(`1.0.${one.number}`)).toContain(boss.id);
    expect(await makersOf()).toEqual(expect.arrayContaining([place.admin.id, boss.id]));
  });

  it('S01 whoever changed its name alone does not', async () => {
    await aRule(place, source, RELEASE);
    const boss = await console.member(place.projectId, 'project_admin');
    await done(boss.call('PATCH', `/ci/sources/${source.id}`, { name: 'another', pollSeconds: 0 }));
    const one = build();
    await tell(one);
    expect(await authorsOf(`1.0.${one.number}`)).toEqual([place.admin.id]);
  });

  it.each(['FINALIZED', 'by a pipeline'])('S01 whoever started the build counts, told %s', async (way) => {
    await aRule(place, source, RELEASE);
    const starter = await console.member(place.projectId, 'project_admin');
    const asked = { job: 'team/my-svc', parameters: { VERSION: '7' } };
    await done(starter.call('POST', `/ci/sources/${source.id}/builds`, asked), 201);
    const one = build({ queueId: 4711 });
    if (way === 'FINALIZED') await tell(one);
    else {
      const body = {
        build: { job: one.job, number: one.number, parameters: one.parameters, path: 'dist/app-amd64' },
      };
      await send(console, source.pathWithSecret, body);
      await workAll(console);
    }
    expect(await authorsOf(`1.0.${one.number}`)).toContain(starter.id);
    expect(await makersOf()).toContain(starter.id);
  });
});
