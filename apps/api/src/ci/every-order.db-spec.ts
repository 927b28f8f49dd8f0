import fc from 'fast-check';
import { withConsole } from '../../test/with-console.js';
import { aPlace, aRule, aSource } from './ci.fixtures.js';
import { FakeJenkins, type FakeBuild } from './fake-jenkins.fixtures.js';
import { ImportPlanner } from './imports/import-planner.js';
import { readCall } from './intake/reading/read-call.js';

const PHASES = ['QUEUED', 'STARTED', 'COMPLETED', 'FINALIZED'] as const;
const ORDERS = Number(process.env['CI_ORDERS'] ?? 400);

/** What is told, in whatever order, twice or never, comes to one run; whose release a row makes once. */
describe('F45 I30 a build that is told in any order', () => {
  const console = withConsole();

  it(`is planned once, in ${ORDERS} orders`, async () => {
    const jenkins = new FakeJenkins();
    await jenkins.start();
    const place = await aPlace(console);
    const source = await aSource(place, 'jenkins');
    await aRule(place, source, { release: { mode: 'draft', environment: 'production' } });
    const planner = console.app.get(ImportPlanner);
    let number = 0;
    const told = fc.array(fc.constantFrom(...PHASES), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(told, fc.boolean(), async (phases, isAtOnce) => {
        number += 1;
        const build: FakeBuild = {
          ...{ job: 'team/my-svc', number, queueId: number, result: 'SUCCESS', endedAt: 1_700_000_000_000 },
          ...{ parameters: { VERSION: `1.${number}` }, files: { 'dist/app-amd64': Buffer.from('x') } },
        };
        const tell = (phase: (typeof PHASES)[number]): Promise<unknown> => {
          const { build: news } = readCall('jenkins', '', jenkins.notification(build, phase));
          if (!news) throw new Error('nothing was read');
          return console.db.database.transaction((tx) => planner.plan(tx, source.id, news, 'delivery'));
        };
        if (isAtOnce) await Promise.all(phases.map(tell));
        else for (const phase of phases) await tell(phase);
        const [row] = await console.db.source.query<
          { runs: number; imports: number; builds: number; rank: number }[]
        >(
          `SELECT count(DISTINCT b.id)::integer AS builds, max(b.phase_rank) AS rank, count(DISTINCT r.id)::integer AS runs,
             count(DISTINCT i.id)::integer AS imports
           FROM ci_builds b LEFT JOIN ci_runs r ON r.build_id = b.id LEFT JOIN ci_imports i ON i.run_id = r.id
           WHERE b.source_id = $1 AND b.number = $2`,
          [source.id, number],
        );
        const isOver = phases.includes('COMPLETED') || phases.includes('FINALIZED');
        const rank = Math.max(...phases.map((phase) => PHASES.indexOf(phase) + 1));
        expect(row).toEqual({ builds: 1, rank, runs: isOver ? 1 : 0, imports: isOver ? 1 : 0 });
      }),
      { numRuns: ORDERS },
    );
    await jenkins.stop();
  }, 600_000);
});
