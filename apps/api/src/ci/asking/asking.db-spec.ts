import { eventually, withConsole } from '../../../test/with-console.js';
import { Reconciler } from '../work/reconciler.js';
import { StartsRepository } from '../sources/starts.repository.js';
import { StartFollower } from '../work/start-follower.js';
import { aPlace, aRule, aSource, done, send, workAll, type Place, type Source } from '../ci.fixtures.js';
import { FakeJenkins, type FakeBuild, type Mood } from '../fake-jenkins.fixtures.js';
import { ImportWorker } from '../imports/import-worker.js';

describe('Jenkins that is asked', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();
  let place: Place;
  let source: Source;
  let number = 0;

  const build = (more: Partial<FakeBuild> = {}): FakeBuild => {
    number += 1;
    const files = { 'dist/app-amd64': Buffer.from(`amd64 of ${number}`) };
    const parameters = { VERSION: `1.0.${number}` };
    const made = {
      job: 'team/my-svc',
      number,
      queueId: number,
      result: 'SUCCESS',
      endedAt: Date.now() + 5_000,
    };
    jenkins.builds.push({ ...made, files, parameters, ...more });
    return { ...made, files, parameters, ...more };
  };
  const poll = async (): Promise<void> => {
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    await console.db.source.query(
      'UPDATE ci_sources SET next_poll_at = NULL, poll_seconds = 3600 WHERE id = $1',
      [source.id],
    );
    await console.app.get(Reconciler).work();
  };
  const view = () => done(place.admin.call('GET', `/ci/sources/${source.id}`));
  const imports = async () =>
    (await done(place.admin.call('GET', `/ci/imports?sourceId=${source.id}`))).items;
  const wake = () =>
    console.db.source.query(
      `UPDATE ci_sources SET closed_until = NULL; UPDATE ci_imports SET next_try_at = now() WHERE state = 'waiting'`,
    );

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());
  beforeEach(async () => {
    jenkins.mood = 'well';
    jenkins.builds.length = 0;
    // Sources of the tests before would ask for the builds of this one.
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    place = await aPlace(console);
    const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
    source = await aSource(place, 'jenkins', asked);
  });

  it('tells of builds that no call told of, and of none twice', async () => {
    await aRule(place, source, { release: { mode: 'draft', environment: 'production' } });
    const [old, told] = [build({ endedAt: Date.now() - 86_400_000 }), build()];
    await send(console, source.pathWithSecret, jenkins.notification(told, 'FINALIZED'));
    await workAll(console);
    const missed = build();
    for (let round = 0; round < 3; round += 1) {
      await poll();
      await workAll(console);
    }
    const { items } = await done(place.admin.call('GET', `/ci/builds?sourceId=${source.id}`));
    expect(items.map(({ number: one, origin }: never) => [one, origin])).toEqual([
      [missed.number, 'poll'],
      [told.number, 'delivery'],
    ]);
    expect(items.some(({ number: one }: { number: number }) => one === old.number)).toBe(false);
    expect(
      (await done(place.admin.call('GET', `/releases?projectId=${place.projectId}`))).items,
    ).toHaveLength(2);
    // The call that was late after all.
    await send(console, source.pathWithSecret, jenkins.notification(missed, 'FINALIZED'));
    await workAll(console);
    expect(
      (await done(place.admin.call('GET', `/releases?projectId=${place.projectId}`))).items,
    ).toHaveLength(2);
  });

  it.each<Mood>(['refusing', 'failing', 'truncated', 'limited', 'resetting'])(
    'F47 is left alone while it is %s, and asked again later',
    async (mood) => {
      await aRule(place, source);
      const one = build();
      jenkins.mood = mood;
      await send(console, source.pathWithSecret, jenkins.notification(one, 'FINALIZED'));
      await workAll(console);
      for (let round = 0; round < 4; round += 1) {
        await console.db.source.query(`UPDATE ci_imports SET next_try_at = now() WHERE state = 'waiting'`);
        await workAll(console);
      }
      const { circuit } = await view();
      expect(circuit).toMatchObject({
        isOpen: true,
        error: { zh: expect.stringMatching(/ 没有正常应答：.*。$/) },
      });
      const askedBefore = jenkins.asked.length;
      await poll();
      await console.db.source.query(`UPDATE ci_imports SET next_try_at = now() WHERE state = 'waiting'`);
      await workAll(console);
      expect(jenkins.asked.length).toBe(askedBefore);
      expect((await imports())[0]).toMatchObject({
        ...{ state: 'waiting', errorCode: 'CI_SOURCE_RESTING' },
        error: {
          zh: expect.stringMatching(
            /^此来源多次没有应答，在 [-0-9]+ [:0-9]+ UTC 之前不再请求。.* 没有正常应答：/,
          ),
        },
      });
      jenkins.mood = 'well';
      await wake();
      await workAll(console);
      expect(await imports()).toMatchObject([{ state: 'done' }]);
      expect((await view()).circuit).toMatchObject({ isOpen: false, failures: 0, error: null });
    },
  );

  it('S25 that sends elsewhere gives its token to nobody, and leads to no private address', async () => {
    const other = new FakeJenkins();
    await other.start();
    await aRule(place, source);
    const one = build();
    jenkins.mood = 'elsewhere';
    jenkins.elsewhere = other.url;
    await send(console, source.pathWithSecret, jenkins.notification(one, 'FINALIZED'));
    await workAll(console);
    expect(other.asked.length).toBeGreaterThan(0);
    expect(other.shown.every(([, authorization]) => authorization === undefined)).toBe(true);
    await other.stop();
    jenkins.elsewhere = 'http://169.254.169.254/latest/meta-data';
    await wake();
    await workAll(console);
    expect((await imports())[0]).toMatchObject({ state: 'refused', errorCode: 'OUTGOING_REFUSED' });
  });

  it('S25 S01 is asked below its base URL only, whatever a call says', async () => {
    const generic = await aSource(place, 'generic', { baseUrl: jenkins.url });
    await aRule(place, generic, { file: '*', version: '1', arch: 'any' });
    const before = jenkins.asked.length;
    const artifacts = [
      { path: 'a', url: 'http://127.0.0.1:1/x' },
      { path: 'b', url: 'nulljob/x' },
      { path: 'c', url: '../outside' },
    ];
    const body = { build: { job: 'team/my-svc', number: 1, artifacts } };
    await send(console, generic.path, body, { authorization: `Bearer ${generic.secret}` });
    await workAll(console);
    const { items } = await done(place.admin.call('GET', `/ci/imports?sourceId=${generic.id}`));
    expect(items.map(({ errorCode, state }: never) => [errorCode, state])).toEqual(
      Array.from({ length: 3 }, () => ['CI_URL_OUTSIDE', 'refused']),
    );
    expect(jenkins.asked.length).toBe(before);
  });

  it('starts a build, which is followed to its version', async () => {
    await aRule(place, source);
    const started = await done(
      place.admin.call('POST', `/ci/sources/${source.id}/builds`, {
        job: 'team/my-svc',
        parameters: { VERSION: '7' },
      }),
      201,
    );
    expect(started).toMatchObject({ state: 'queued', parameterNames: ['VERSION'], buildId: null });
    expect(jenkins.started.at(-1)).toMatchObject({
      path: 'job/team/job/my-svc/buildWithParameters',
      body: 'VERSION=7',
    });
    const look = async () => {
      await console.db.source.query(
        'UPDATE ci_starts SET next_look_at = now() WHERE next_look_at IS NOT NULL',
      );
      await console.app.get(StartFollower).work();
      return (await done(place.admin.call('GET', `/ci/sources/${source.id}/builds/started`))).items[0];
    };
    // The console looks by itself too, and who comes while it does is told what was before.
    const until = (wanted: object): Promise<void> =>
      eventually(async () => void expect(await look()).toMatchObject(wanted));
    await until({ state: 'queued', note: { zh: 'Jenkins 的说明：Waiting for next available executor' } });
    const one = build();
    jenkins.queue = { number: one.number };
    await until({ state: 'finished', number: one.number, buildId: expect.any(String) });
    await workAll(console);
    expect(await imports()).toMatchObject([{ state: 'done', version: `1.0.${one.number}` }]);
  });

  it('says of a start whose console ended before the answer that nobody knows', async () => {
    const starts = console.app.get(StartsRepository);
    const save = jest.spyOn(starts, 'save').mockRejectedValue(new Error('ended'));
    await place.admin.call('POST', `/ci/sources/${source.id}/builds`, { job: 'team/my-svc' });
    save.mockRestore();
    const first = async () =>
      (await done(place.admin.call('GET', `/ci/sources/${source.id}/builds/started`))).items[0];
    expect(await first()).toMatchObject({ state: 'asked', note: null });
    await console.app.get(StartFollower).work();
    expect(await first()).toMatchObject({ state: 'asked' });
    await console.db.source.query(
      `UPDATE ci_starts SET next_look_at = next_look_at - interval '5 minutes' WHERE state = 'asked'`,
    );
    await eventually(async () => {
      await console.app.get(StartFollower).work();
      expect(await first()).toMatchObject({
        state: 'failed',
        note: { en: expect.stringContaining('may have begun'), zh: expect.any(String) },
      });
    });
  });

  it('tells whether it answers', async () => {
    expect(await done(place.admin.call('POST', `/ci/sources/${source.id}/test`))).toEqual({
      isOk: true,
      note: { en: 'It answered 200.', zh: '返回了 200。' },
    });
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { token: 'wrong' }));
    const refused = await done(place.admin.call('POST', `/ci/sources/${source.id}/test`));
    expect(refused.note).toEqual({
      en: expect.stringContaining('answered 401'),
      zh: expect.stringContaining('返回了 401，请检查来源的用户名和令牌'),
    });
    await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { baseUrl: 'http://127.0.0.1:1/' }));
    expect(await view()).toMatchObject({ hasToken: false, revision: 3 });
  });

  it('is asked by one replica at a time for the same file', async () => {
    await aRule(place, source);
    const other = await console.another();
    const one = build();
    const before = jenkins.asked.length;
    await send(console, source.pathWithSecret, jenkins.notification(one, 'FINALIZED'));
    await Promise.all([workAll(console), other.get(ImportWorker).work(), other.get(ImportWorker).work()]);
    await workAll(console);
    await other.close();
    const fetched = jenkins.asked.slice(before).filter((path) => path.includes('/artifact/'));
    expect(fetched).toHaveLength(1);
  });
});
