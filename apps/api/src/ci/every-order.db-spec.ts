import fc from 'fast-check';
import { eventually, withConsole } from '../../test/with-console.js';
import { aPlace, aRule, aSource, send, workAll } from './ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from './fake-jenkins.fixtures.js';
import { Reconciler } from './work/reconciler.js';

const PHASES = ['QUEUED', 'STARTED', 'COMPLETED', 'FINALIZED'] as const;
/** As many as Jenkins is asked for of a job, so that none of them has left its list. */
const AT_ONCE = 20;
const ORDERS = Number(process.env['CI_ORDERS'] ?? 100);

const told = fc.array(fc.constantFrom(...PHASES), { maxLength: 5 });
const story = fc.record({
  early: told,
  /** After Jenkins was asked what it did. */
  late: told,
  isAtOnce: fc.boolean(),
  isFailed: fc.nat(9).map((dice) => dice === 0),
});

const ENDS = `
  SELECT b.number::integer AS number, count(DISTINCT b.id)::integer AS builds, count(DISTINCT r.id)::integer AS runs,
    count(DISTINCT i.id)::integer AS files, count(DISTINCT made.id)::integer AS releases
  FROM ci_builds b LEFT JOIN ci_runs r ON r.build_id = b.id AND r.release_state = 'done'
  LEFT JOIN ci_imports i ON i.run_id = r.id AND i.state = 'done'
  LEFT JOIN releases made ON made.versions = ARRAY['1.' || b.number]
  WHERE b.source_id = $1 AND b.number >= $2 GROUP BY b.number ORDER BY b.number`;

/** What is told in whatever order, twice, late or never comes to one version and one release. */
describe('F45 I30 builds that are told in any order', () => {
  const console = withConsole({ OUTGOING_ALLOW: '127.0.0.1' });
  const jenkins = new FakeJenkins();

  beforeAll(() => jenkins.start());
  afterAll(() => jenkins.stop());

  it(`are released once each, in ${ORDERS} orders`, async () => {
    const place = await aPlace(console);
    const { url: baseUrl, user: userName, token } = jenkins;
    const source = await aSource(place, 'jenkins', { baseUrl, userName, token, pollSeconds: 86_400 });
    await aRule(place, source, { release: { mode: 'draft', environment: 'production' } });
    let number = 0;
    const aBuild = (isFailed: boolean): FakeBuild => {
      number += 1;
      return {
        ...{ job: 'team/my-svc', number, queueId: number, result: isFailed ? 'FAILURE' : 'SUCCESS' },
        ...{ parameters: { VERSION: `1.${number}` }, endedAt: Date.now() },
        files: { 'dist/app-amd64': Buffer.from(`build ${number}`) },
      };
    };
    const tell = async (build: FakeBuild, phase: (typeof PHASES)[number]): Promise<void> => {
      const { status } = await send(console, source.pathWithSecret, jenkins.notification(build, phase));
      expect([200, 202]).toContain(status);
    };
    const tellAll = async (
      build: FakeBuild,
      phases: readonly (typeof PHASES)[number][],
      isAtOnce: boolean,
    ) => {
      if (isAtOnce) await Promise.all(phases.map((phase) => tell(build, phase)));
      else for (const phase of phases) await tell(build, phase);
    };
    // The console may be at it already, by itself.
    const askJenkins = async (id: string): Promise<void> => {
      await console.db.source.query(
        'UPDATE ci_sources SET next_poll_at = now(), last_polled_at = NULL WHERE id = $1',
        [id],
      );
      await console.app.get(Reconciler).work();
      await eventually(async () => {
        const [row] = await console.db.source.query(
          'SELECT last_polled_at AS at FROM ci_sources WHERE id = $1',
          [id],
        );
        expect(row).toMatchObject({ at: expect.any(Date) });
      }, 30_000);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (stories) => {
        const builds = stories.map(({ isFailed }) => aBuild(isFailed));
        jenkins.builds.splice(0, Infinity, ...builds);
        const tellTheir = (when: 'early' | 'late') =>
          Promise.all(stories.map((one, at) => tellAll(builds[at] as FakeBuild, one[when], one.isAtOnce)));
        await tellTheir('early');
        await askJenkins(source.id);
        await tellTheir('late');
        await workAll(console);
        const ends = await console.db.source.query(ENDS, [source.id, number - AT_ONCE + 1]);
        expect(ends).toEqual(
          stories.map(({ isFailed }, at) => {
            const times = isFailed ? 0 : 1;
            return { number: builds[at]?.number, builds: 1, runs: times, files: times, releases: times };
          }),
        );
      }),
      { numRuns: Math.ceil(ORDERS / AT_ONCE), endOnFailure: true },
    );
  }, 7_200_000);
});
