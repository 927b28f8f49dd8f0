import { createHash } from 'node:crypto';
import { withConsole } from '../../../test/with-console.js';
import { Database } from '../../platform/database/index.js';
import { SourceClient } from '../asking/source-client.js';
import {
  aPlace,
  aRule,
  aSource,
  done,
  hurry,
  send,
  signature,
  views,
  workAll,
  type Place,
  type Source,
} from '../ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from '../fake-jenkins.fixtures.js';
import { readNotification } from '../intake/reading/read-jenkins.js';
import { Reconciler } from '../work/reconciler.js';
import { ImportPlanner } from './import-planner.js';
import { ImportWorker } from './import-worker.js';
import { RunFinisher } from './run-finisher.js';

const RELEASE = { release: { mode: 'draft', environment: 'production' } };

describe('what is known later of builds, rules and sources', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();
  let place: Place;
  let source: Source;

  const build = (more?: Partial<FakeBuild>): FakeBuild => jenkins.build(more);
  const tell = async (one: FakeBuild, phase: 'COMPLETED' | 'FINALIZED' = 'FINALIZED'): Promise<void> => {
    await send(console, source.pathWithSecret, jenkins.notification(one, phase));
    await workAll(console);
  };
  const poll = async (): Promise<void> => {
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    await console.db.source.query(
      'UPDATE ci_sources SET next_poll_at = NULL, poll_seconds = 3600 WHERE id = $1',
      [source.id],
    );
    await console.app.get(Reconciler).work();
    await workAll(console);
  };
  const runsOf = async () => (await views(place, source).builds()).flatMap(({ runs }) => runs);
  const rest = () => new Promise((resolve) => setTimeout(resolve, 30));

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());
  beforeEach(async () => {
    jest.restoreAllMocks();
    jenkins.mood = 'well';
    jenkins.builds.length = 0;
    await console.db.source.query('UPDATE ci_sources SET poll_seconds = 0');
    place = await aPlace(console);
    const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
    source = await aSource(place, 'jenkins', asked);
  });

  describe('of rules and sources', () => {
    it('a rule that was switched on is about what ends from then on', async () => {
      const { id } = await aRule(place, source, { ...RELEASE, isEnabled: false });
      await rest();
      const early = build();
      await rest();
      const body = {
        ...{ name: 'builds', job: 'team/my-svc', file: 'dist/app-{arch}', bin: place.bin },
        ...{ version: '{parameter.VERSION}', arch: '{file.arch}', ...RELEASE },
      };
      await done(place.admin.call('PUT', `/ci/rules/${id}`, body));
      await rest();
      const late = build();
      await poll();
      expect((await runsOf()).map(({ version }) => version)).toEqual([`1.0.${late.number}`]);
      expect((await views(place, source).builds()).map((one) => one.number)).toEqual([
        late.number,
        early.number,
      ]);
      expect(await views(place, source).releases()).toHaveLength(1);
    });

    it('a source with another base URL is asked for what ends from then on', async () => {
      source = await aSource(place, 'jenkins', { baseUrl: 'http://127.0.0.1:1/' });
      await aRule(place, source, RELEASE);
      await rest();
      build();
      await rest();
      const asked = { baseUrl: jenkins.url, userName: jenkins.user, token: jenkins.token };
      await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, asked));
      await rest();
      const late = build();
      await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, asked));
      await poll();
      expect((await views(place, source).builds()).map((one) => one.number)).toEqual([late.number]);
    });

    it('a source that was switched off is asked for what ended meanwhile', async () => {
      await aRule(place, source, RELEASE);
      await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { isEnabled: false }));
      await rest();
      build();
      await rest();
      await done(place.admin.call('PATCH', `/ci/sources/${source.id}`, { isEnabled: true }));
      await poll();
      expect(await views(place, source).releases()).toHaveLength(1);
    });

    it('a rule is tried on the newest builds of its job', async () => {
      const rule = await aRule(place, source);
      expect(rule.id).toBeDefined();
      await console.db.source.query(
        `INSERT INTO ci_builds (source_id, job, number, queue_id, shown_number, phase_rank, state, origin, seen_at)
         SELECT $1, CASE WHEN n <= 3 THEN 'quiet' ELSE 'noisy' END, n, 0, n, 4, 'succeeded', 'delivery', now()
         FROM generate_series(1, 40) AS n`,
        [source.id],
      );
      const tried = await done(
        place.admin.call('POST', '/ci/rules/try', {
          ...{
            sourceId: source.id,
            name: 'r',
            job: 'qu*',
            file: '*',
            bin: place.bin,
            version: '1',
            arch: 'any',
          },
        }),
      );
      expect(tried.builds.map(({ job, number: one }: never) => [job, one])).toEqual([
        ['quiet', 3],
        ['quiet', 2],
        ['quiet', 1],
      ]);
    });
  });

  describe('of builds that failed after all', () => {
    const refused = {
      state: 'refused',
      errorCode: 'CI_BUILD_ENDED',
      error: { zh: expect.stringContaining('失败') },
    };
    const refusedRun = { releaseState: 'refused', errorCode: 'CI_BUILD_ENDED', error: refused.error };
    const fail = () =>
      console.db.source.query(`UPDATE ci_builds SET state = 'failed' WHERE source_id = $1`, [source.id]);

    it('nothing comes in any more, nor when it is tried again', async () => {
      await aRule(place, source, RELEASE);
      const one = build();
      jenkins.mood = 'failing';
      await tell(one, 'COMPLETED');
      jenkins.mood = 'well';
      await tell({ ...one, result: 'FAILURE' });
      const look = async (): Promise<void> => {
        await hurry(console, source.id);
        await workAll(console);
        expect(await views(place, source).imports()).toMatchObject([refused]);
        expect(await runsOf()).toMatchObject([refusedRun]);
        expect(await views(place, source).files(`1.0.${one.number}`)).toBeUndefined();
      };
      await look();
      const [{ id }] = await views(place, source).imports();
      await done(place.admin.call('POST', `/ci/imports/${id}/retry`));
      await workAll(console);
      await look();
    });

    it('a file that was on its way is not kept', async () => {
      await aRule(place, source, RELEASE);
      const client = console.app.get(SourceClient);
      const stream = client.stream.bind(client);
      jest.spyOn(client, 'stream').mockImplementation(async (...asked) => {
        await fail();
        return stream(...asked);
      });
      const one = build();
      await tell(one);
      expect(await views(place, source).imports()).toMatchObject([refused]);
      expect(await views(place, source).files(`1.0.${one.number}`)).toBeUndefined();
      expect(await views(place, source).releases()).toEqual([]);
    });

    it('no release is made of files that came in before', async () => {
      await aRule(place, source, RELEASE);
      const finish = jest.spyOn(console.app.get(RunFinisher), 'finishOne').mockResolvedValue(false);
      const one = build();
      await send(console, source.pathWithSecret, jenkins.notification(one, 'FINALIZED'));
      const waiting = async (): Promise<boolean> =>
        (await views(place, source).imports())[0]?.state !== 'done';
      while (await waiting()) await console.app.get(ImportWorker).work();
      await fail();
      finish.mockRestore();
      await workAll(console);
      expect(await runsOf()).toMatchObject([refusedRun]);
      expect(await views(place, source).releases()).toEqual([]);
    });

    it('what was refused comes in when they are told to be good in the end', async () => {
      await aRule(place, source, RELEASE);
      const one = build();
      jenkins.mood = 'failing';
      await tell(one, 'COMPLETED');
      jenkins.mood = 'well';
      await tell({ ...one, result: 'FAILURE' });
      const again = { ...one, endedAt: one.endedAt + 60_000 };
      const { build: news } = readNotification(jenkins.notification(again, 'FINALIZED') as never);
      if (!news) throw new Error('there is no build');
      await console.app
        .get(Database)
        .transaction((tx) => console.app.get(ImportPlanner).plan(tx, source.id, news, 'delivery'));
      await workAll(console);
      expect(await views(place, source).imports()).toMatchObject([{ state: 'done', errorCode: null }]);
      expect(await views(place, source).releases()).toHaveLength(1);
    });
  });

  describe('of builds that name two digests of one file', () => {
    const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
    const name = async (one: FakeBuild, sha256: string, id: string): Promise<void> => {
      const { job, number: of, parameters } = one;
      const body = JSON.stringify({ build: { job, number: of, parameters, path: 'dist/app-amd64', sha256 } });
      await send(console, source.path, body, signature(source.secret, id, body));
      await workAll(console);
    };

    it('S01 what came in is withdrawn, and it is said', async () => {
      await aRule(place, source);
      const one = build();
      await name(one, sha256Of(`amd64 of ${one.number}`), 'first');
      expect(await views(place, source).imports()).toMatchObject([{ state: 'done' }]);
      await name(one, sha256Of('swapped'), 'second');
      const version = await done(place.admin.call('GET', `/bins/${place.bin}/versions/1.0.${one.number}`));
      expect(version.withdrawReason).toContain('another sha256');
      const [{ fate }] = await views(place, source).deliveries();
      expect(fate).toEqual({
        en: expect.stringContaining('dist/app-amd64'),
        zh: expect.stringContaining('dist/app-amd64'),
      });
    });

    it('S01 what has not come in yet never does', async () => {
      await aRule(place, source);
      const one = build();
      jenkins.mood = 'failing';
      await name(one, sha256Of(`amd64 of ${one.number}`), 'one');
      await name(one, sha256Of('swapped'), 'other');
      jenkins.mood = 'well';
      const look = async (): Promise<void> => {
        await hurry(console, source.id);
        await workAll(console);
        expect(await views(place, source).imports()).toMatchObject([
          { state: 'refused', errorCode: 'CI_TWO_DIGESTS' },
        ]);
      };
      await look();
      const [{ id }] = await views(place, source).imports();
      await done(place.admin.call('POST', `/ci/imports/${id}/retry`));
      await look();
    });

    it('S01 what no rule was about before is not brought in by a new one', async () => {
      const one = build();
      await name(one, sha256Of(`amd64 of ${one.number}`), 'before');
      await name(one, sha256Of('swapped'), 'then');
      await aRule(place, source);
      await tell(one);
      expect(await views(place, source).imports()).toEqual([]);
    });
  });
});
