import fc from 'fast-check';
import { eventually, withConsole } from '../../../test/with-console.js';
import {
  DesiredStateRepository,
  Baselines,
  EngineFacts,
  NodeSelection,
  type DesiredChange,
  type DesiredOutcome,
} from '../index.js';
import { sha, TestFleet, type AVersion } from '../fleet.fixtures.js';

const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let one: AVersion;
let two: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('edge');
  const binId = await fleet.aBin(place.projectId, 'proxy');
  one = await fleet.aVersion(binId, '1.0.0');
  two = await fleet.aVersion(binId, '2.0.0');
});

const generationOf = async (node: string): Promise<number> => {
  const [row] = await fleet.query<{ generation: number }>(
    'SELECT generation::int FROM desired_state WHERE node_id = $1',
    [node],
  );
  return row?.generation ?? 0;
};

describe('desired state', () => {
  it('is written only over the generation that was decided on', async () => {
    await fleet.aNode('cas-1');
    expect((await fleet.want('cas-1', one, 1)).conflicts).toHaveLength(1);
    expect((await fleet.want('cas-1', one, 0)).applied).toEqual([
      { nodeId: 'cas-1', binId: one.binId, generation: 1 },
    ]);
    expect((await fleet.want('cas-1', two, 0)).conflicts).toEqual([
      expect.objectContaining({ nodeId: 'cas-1', expectedGeneration: 0 }),
    ]);
    expect((await fleet.want('cas-1', two, 1)).applied).toMatchObject([{ generation: 2 }]);
    expect((await fleet.want('cas-1', one, 1)).conflicts).toHaveLength(1);
  });

  it('F03 has one winner among many at once', async () => {
    await fleet.aNode('race-1');
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) => fleet.want('race-1', index % 2 ? one : two, 0)),
    );
    expect(outcomes.filter(({ applied }) => applied.length === 1)).toHaveLength(1);
    expect(await generationOf('race-1')).toBe(1);
  });

  it('I13 never falls, also when nothing is desired any more, and by no statement at all', async () => {
    await fleet.aNode('grow-1');
    await fleet.want('grow-1', one, 0);
    await fleet.want('grow-1', one, 1, { sha256: null, versionId: null, source: 'none' });
    await fleet.want('grow-1', one, 2);
    expect(await generationOf('grow-1')).toBe(3);
    await expect(
      fleet.query("UPDATE desired_state SET generation = 1 WHERE node_id = 'grow-1'"),
    ).rejects.toThrow('must grow');
    await expect(
      fleet.query("UPDATE desired_state SET sha256 = $1 WHERE node_id = 'grow-1'", [sha('x')]),
    ).rejects.toThrow('must grow');
    await expect(fleet.query("DELETE FROM desired_state WHERE node_id = 'grow-1'")).rejects.toThrow(
      'must grow',
    );
  });

  it('I13 grows by one per change under any mixture of right and wrong expectations', async () => {
    await fleet.aNode('law-1');
    let expected = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { maxLength: 6 }),
        async (changes) => {
          for (const [offset, isFirst] of changes) {
            const { applied } = await fleet.want(
              'law-1',
              isFirst ? one : two,
              Math.max(0, expected - offset),
            );
            if (applied.length > 0) expected += 1;
            expect(applied.length).toBe(offset === 0 || expected - applied.length === 0 ? 1 : 0);
            expect(await generationOf('law-1')).toBe(expected);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('takes thousands in one go and is undone whole', async () => {
    const ids = Array.from({ length: 6_000 }, (_, index) => `mass-${index}`);
    await fleet.query('INSERT INTO nodes (id, name) SELECT i, i FROM unnest($1::text[]) i', [ids]);
    const changes = ids.map((nodeId): DesiredChange => ({
      ...one,
      nodeId,
      expectedGeneration: 0,
      action: 'activate',
      source: 'release',
      releaseId: null,
      reason: null,
    }));
    const apply = (work: (outcome: DesiredOutcome) => void): Promise<void> =>
      console.db.database.transaction(async (tx) =>
        work(await console.app.get(DesiredStateRepository).apply(tx, changes)),
      );
    await expect(
      apply(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await fleet.query("SELECT 1 FROM desired_state WHERE node_id LIKE 'mass-%'")).toHaveLength(0);
    const startedAt = Date.now();
    await apply(({ applied, conflicts }) => expect([applied.length, conflicts.length]).toEqual([6_000, 0]));
    expect(Date.now() - startedAt).toBeLessThan(30_000);
  });
});

describe('what the engine reads', () => {
  it('F24 knows what was said of each generation, and last words not yet written', async () => {
    const node = await fleet.aNode('facts-1', { arch: 'amd64' });
    const load = async (): Promise<unknown> =>
      (
        await console.app.get(EngineFacts).load(console.db.source.manager, one.binId, ['facts-1', 'nobody'])
      ).get('facts-1');
    expect(await load()).toMatchObject({
      desiredGeneration: 0,
      desiredSha256: null,
      observed: null,
      progress: null,
      lastSeenAt: null,
      protocol: null,
    });
    await fleet.want('facts-1', one, 0, { sha256: null });
    await node.sync({
      observed: [
        {
          bin: 'proxy',
          sha256: one.sha256,
          generation: 1,
          healthy: false,
          phase: 'failed',
          error: { code: 'E', message: 'm' },
        },
      ],
    });
    expect(await load()).toMatchObject({
      desiredGeneration: 1,
      desiredSha256: one.sha256,
      observed: { sha256: one.sha256, generation: 1, isHealthy: false },
      progress: { generation: 1, phase: 'failed', error: { code: 'E', message: 'm' } },
      lastSeenAt: expect.any(Number),
      protocol: 'agent',
    });
  });

  it('selects active nodes by environment, labels and ids', async () => {
    for (const [id, labels, lifecycle] of [
      ['sel-1', { region: 'north', isp: 'a' }, 'active'],
      ['sel-2', { region: 'south', isp: 'a' }, 'active'],
      ['sel-3', { isp: 'a' }, 'active'],
      ['sel-4', { region: 'north' }, 'maintenance'],
    ] as const) {
      await fleet.aNode(id, { place, lifecycle });
      await fleet.query('UPDATE nodes SET labels = $2 WHERE id = $1', [id, labels]);
    }
    const select = async (selector: object): Promise<string[]> =>
      (
        await console.app.get(NodeSelection).select(console.db.source.manager, place.environmentId, selector)
      ).map(({ id }) => id);
    expect(await select({})).toEqual(['sel-1', 'sel-2', 'sel-3']);
    expect(await select({ labels: { region: ['north', 'south'] }, nodeIds: [] })).toEqual(['sel-1', 'sel-2']);
    expect(await select({ labels: { region: ['north'], isp: ['b'] } })).toEqual([]);
    expect(await select({ nodeIds: ['sel-3', 'sel-4'] })).toEqual(['sel-3']);
  });

  it('gives a new baseline to nodes that joined without one, and to no others', async () => {
    await fleet.aNode('base-1', { place, arch: 'amd64' });
    await fleet.aNode('base-2', { place, arch: 'amd64' });
    await fleet.want('base-2', one, 0);
    await console.db.database.transaction((tx) =>
      console.app.get(Baselines).set(tx, {
        environmentId: place.environmentId,
        binId: two.binId,
        versionId: two.versionId,
        releaseId: null,
      }),
    );
    const rows = await fleet.query(
      "SELECT node_id, sha256, source FROM desired_state WHERE node_id LIKE 'base-%' ORDER BY 1",
    );
    expect(rows).toEqual([
      { node_id: 'base-1', sha256: two.sha256, source: 'baseline' },
      { node_id: 'base-2', sha256: one.sha256, source: 'release' },
    ]);
  });
});

describe('lost notifications', () => {
  it('F08 only delay: a change that nobody was told of is seen when the own heartbeat is missed', async () => {
    const node = await fleet.aNode('deaf-1', { arch: 'amd64' });
    await fleet.want('deaf-1', one, 0);
    await eventually(async () => expect((await node.sync()).body.bins).toHaveLength(1));
    await node.sync({ observed: [{ bin: 'proxy', sha256: one.sha256, generation: 1 }] });
    const { stateVersion } = (await node.sync()).body;
    await fleet.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'release-console-listen' AND datname = current_database()",
    );
    await fleet.query(
      'UPDATE desired_state SET sha256 = $1, generation = generation + 1 WHERE node_id = $2',
      [two.sha256, 'deaf-1'],
    );
    await eventually(
      async () =>
        expect((await node.sync({ stateVersion })).body.bins).toMatchObject([
          { sha256: two.sha256, generation: 2 },
        ]),
      6_000,
    );
  }, 10_000);
});
