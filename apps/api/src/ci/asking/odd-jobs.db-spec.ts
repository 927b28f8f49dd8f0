import { eventually, withConsole } from '../../../test/with-console.js';
import {
  aPlace,
  aRule,
  aSource,
  done,
  send,
  views,
  workAll,
  type Place,
  type Source,
} from '../ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from '../fake-jenkins.fixtures.js';
import { Reconciler } from '../work/reconciler.js';
import { StartFollower } from '../work/start-follower.js';

describe('jobs of Jenkins that are not as one would think', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();
  let place: Place;
  let source: Source;

  const build = (more: Partial<FakeBuild> = {}): FakeBuild =>
    jenkins.build({ endedAt: Date.now() + 5_000, ...more });
  const tell = (one: FakeBuild, phase: 'COMPLETED' | 'FINALIZED' = 'FINALIZED') =>
    send(console, source.pathWithSecret, jenkins.notification(one, phase));
  const poll = async (): Promise<void> => {
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    await console.db.source.query(
      'UPDATE ci_sources SET next_poll_at = NULL, poll_seconds = 3600 WHERE id = $1',
      [source.id],
    );
    await console.app.get(Reconciler).work();
  };
  const numbersOf = async (job: string): Promise<number[]> =>
    (await views(place, source).builds())
      .filter((one: { job: string }) => one.job === job)
      .map((one: { number: number }) => one.number);

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());
  beforeEach(async () => {
    jenkins.mood = 'well';
    jenkins.builds.length = 0;
    jenkins.sick.clear();
    jenkins.parameters.clear();
    jenkins.queue = {};
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    place = await aPlace(console);
    const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
    source = await aSource(place, 'jenkins', asked);
  });

  describe('whose files have one base name', () => {
    const files = { 'amd64/app': Buffer.from('one'), 'arm64/app': Buffer.from('other') };

    it.each(['told of', 'asked for'])('bring in all of them when they are %s', async (way) => {
      await aRule(place, source, { file: '{arch}/app' });
      const one = build({ files });
      if (way === 'told of') await tell(one);
      else await poll();
      await workAll(console);
      expect(await views(place, source).imports()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
      expect(await views(place, source).provenance()).toMatchObject([
        { isChecked: true },
        { isChecked: true },
      ]);
    });

    it('bring in none that has no fingerprint of that name', async () => {
      await aRule(place, source, { file: '{arch}/app' });
      await tell(build({ files, md5s: { 'arm64/app': 'f'.repeat(32) } }));
      await workAll(console);
      const imports = await views(place, source).imports();
      const states = imports.map((one) => [one.path, one.state, one.errorCode]).sort();
      expect(states).toEqual([
        ['amd64/app', 'done', null],
        ['arm64/app', 'refused', 'CI_DIGEST_DIFFERS'],
      ]);
    });
  });

  it('that were made anew count their builds anew, and none of those is taken for an old one', async () => {
    await aRule(place, source, { version: '{parameter.VERSION}' });
    const old = build();
    await tell(old);
    await workAll(console);
    jenkins.builds.length = 0;
    const anew = build({ number: old.number });
    await poll();
    await workAll(console);
    expect(await numbersOf('team/my-svc')).toEqual([old.number, old.number]);
    expect(
      Object.keys((await views(place, source).files(String(anew.parameters?.['VERSION']))) ?? {}),
    ).toEqual(['amd64']);
    expect(anew.queueId).not.toBe(old.queueId);
    await poll();
    expect(await numbersOf('team/my-svc')).toHaveLength(2);
  });

  it('whose end was told without a result are asked for it', async () => {
    await aRule(place, source);
    const one = build({ result: null });
    await tell(one, 'COMPLETED');
    await workAll(console);
    jenkins.builds.splice(0, 1, { ...one, result: 'SUCCESS' });
    await poll();
    await workAll(console);
    expect(await views(place, source).imports()).toMatchObject([{ state: 'done' }]);
  });

  it('of branches with a slash are asked and started as others', async () => {
    const job = 'svc/feature%2Fx';
    await aRule(place, source, { job: 'svc/*' });
    await tell(build({ job }));
    await workAll(console);
    const missed = build({ job });
    await poll();
    await workAll(console);
    expect(await numbersOf(job)).toEqual([missed.number, missed.number - 1]);
    expect(await views(place, source).imports()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    const asked = { job, parameters: { VERSION: '7' } };
    await done(place.admin.call('POST', `/ci/sources/${source.id}/builds`, asked), 201);
    expect(jenkins.started.at(-1)).toMatchObject({ path: 'job/svc/job/feature%2Fx/buildWithParameters' });
  });

  it.each(['failing', 'garbled', 'endless'] as const)(
    'that are %s keep none of the others from being asked',
    async (mood) => {
      await aRule(place, source, { name: 'sick', job: 'a/sick' });
      await aRule(place, source);
      jenkins.sick.set('a/sick', mood);
      for (let round = 0; round < 4; round += 1) {
        const one = build();
        await poll();
        expect((await numbersOf('team/my-svc'))[0]).toBe(one.number);
      }
      expect(await views(place, source).circuit()).toMatchObject({ isOpen: false, failures: 0 });
    },
  );

  it('and a Jenkins of which none answers is left alone', async () => {
    await aRule(place, source);
    jenkins.mood = 'failing';
    for (let round = 0; round < 3; round += 1) await poll();
    expect(await views(place, source).circuit()).toMatchObject({ isOpen: true });
  });

  it('are all asked in turn, however many they are', async () => {
    await console.db.source.query(
      `INSERT INTO ci_builds (source_id, job, number, queue_id, shown_number, phase_rank, state, origin, seen_at)
       SELECT $1, 'many/' || n, 1, 0, 1, 4, 'succeeded', 'delivery', now() FROM generate_series(1, 130) AS n`,
      [source.id],
    );
    const before = jenkins.asked.length;
    await poll();
    await poll();
    const asked = jenkins.asked.slice(before).filter((path) => path.startsWith('job/many/'));
    expect(new Set(asked).size).toBe(130);
  });

  it.each([
    [['VERSION'], 'buildWithParameters'],
    [[], 'build'],
  ])('with the parameters %j are started without any by %s', async (names, action) => {
    jenkins.parameters.set('team/my-svc', names);
    await done(place.admin.call('POST', `/ci/sources/${source.id}/builds`, { job: 'team/my-svc' }), 201);
    expect(jenkins.started.at(-1)).toMatchObject({ path: `job/team/job/my-svc/${action}`, body: '' });
  });

  describe('whose build left the queue long ago', () => {
    const start = () =>
      done(
        place.admin.call('POST', `/ci/sources/${source.id}/builds`, {
          job: 'team/my-svc',
          parameters: { VERSION: '7' },
        }),
        201,
      );
    const until = (wanted: object): Promise<void> =>
      eventually(async () => {
        await console.db.source.query(
          'UPDATE ci_starts SET next_look_at = now() WHERE next_look_at IS NOT NULL',
        );
        await console.app.get(StartFollower).work();
        const [first] = (await done(place.admin.call('GET', `/ci/sources/${source.id}/builds/started`)))
          .items;
        expect(first).toMatchObject(wanted);
      });

    it('are found among those that Jenkins has', async () => {
      jenkins.queue = { isForgotten: true };
      const one = build({ queueId: 4711 });
      await start();
      await until({ state: 'finished', number: one.number, buildId: expect.any(String) });
    });

    it('are found among those that are known', async () => {
      const one = build({ queueId: 4711 });
      await tell(one);
      await workAll(console);
      jenkins.queue = { isForgotten: true };
      const before = jenkins.asked.length;
      await start();
      await until({ state: 'finished', number: one.number });
      expect(jenkins.asked.slice(before)).not.toContain('job/team/job/my-svc/api/json');
    });

    it('are given up when nobody has them', async () => {
      jenkins.queue = { isForgotten: true };
      build();
      await start();
      await until({
        state: 'failed',
        note: { en: expect.stringContaining('forgot'), zh: expect.any(String) },
      });
    });
  });
});
