import {
  candidatesAmong,
  TARGET_STATUSES,
  type CandidateQuery,
  type Target,
} from '@release-console/rollout-core';
import fc from 'fast-check';
import { withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseTargetsRepository } from './release-targets.repository.js';

const GROUPS = ['', 'a', 'b', 'c'];
const NODES = 24;

const amongStatuses = fc.constantFrom(...TARGET_STATUSES.slice(0, 12));
const queries = fc.record({
  statuses: fc.uniqueArray(amongStatuses, { minLength: 2, maxLength: 6 }),
  isDownFirst: fc.boolean(),
  maxWave: fc.integer({ min: 0, max: 3 }),
  perGroup: fc.option(
    fc
      .uniqueArray(fc.constantFrom(...GROUPS))
      .chain((groups) =>
        fc.tuple(
          ...groups.map((group) =>
            fc.record({ group: fc.constant(group), limit: fc.integer({ min: 1, max: 4 }) }),
          ),
        ),
      ),
  ),
  limit: fc.integer({ min: 1, max: NODES }),
  free: fc.option(fc.record({ limit: fc.integer({ min: 1, max: 6 }) })),
});
type Drawn = typeof queries extends fc.Arbitrary<infer T> ? T : never;

/** Where groups matter, the first of its statuses takes nothing down. */
function queryOf({ statuses, free, ...query }: Drawn): CandidateQuery {
  if (!query.perGroup || !free) return { ...query, statuses, free: null };
  return { ...query, statuses: statuses.slice(1), free: { ...free, statuses: statuses.slice(0, 1) } };
}

const fleets = fc.array(
  fc.record({
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constant('pending' as const) },
      { weight: 2, arbitrary: amongStatuses },
    ),
    isDown: fc.boolean(),
    group: fc.constantFrom(...GROUPS),
    isLater: fc.boolean(),
  }),
  { minLength: NODES, maxLength: NODES },
);

describe('which targets could be used next', () => {
  const world = withReleaseWorld(NODES);

  it('are found in the store as the rules say', async () => {
    const { id: releaseId } = await world.create('1.0.0');
    const targets = new ReleaseTargetsRepository();
    const { database } = world.console.db;
    const [{ binId } = { binId: '' }] = (await world.query('SELECT id AS "binId" FROM bins', [])) as {
      binId: string;
    }[];
    await fc.assert(
      fc.asyncProperty(fleets, queries, async (fleet, drawn) => {
        const query = queryOf(drawn);
        let wave = 0;
        const all = fleet.map(({ isLater, ...share }, rank): Target => {
          wave += isLater && rank % 5 === 0 ? 1 : 0;
          return { ...BLANK, ...share, nodeId: `node-${rank}`, wave, rank, bins: [{ ...BIN, binId }] };
        });
        await database.rehearse(async () => {
          const tx = database.reader;
          await targets.insert(tx, releaseId, all);
          await targets.save(tx, releaseId, all);
          const found = await targets.candidates(tx, releaseId, query);
          expect(found).toEqual(candidatesAmong(query, all));
        });
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

const BIN = { digest: 'd'.repeat(64), asked: null, generation: 0, previous: null };
const BLANK = {
  isForgiven: false,
  assignedAt: null,
  readySince: null,
  since: 1,
  dueAt: null,
  error: null,
};
