import { eventually, withConsole } from '../../../test/with-console.js';
import { BinPublisher } from '../../bins/index.js';
import { EngineFacts, ReportListeners, type ReportNews } from '../index.js';
import { sha, TestFleet, type AVersion, type TestNode } from '../fleet.fixtures.js';

const console = withConsole({ SYNC_INTERVAL_SECONDS: '30' });
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let binId: string;
let one: AVersion;
let two: AVersion;

beforeAll(async () => {
  place = await fleet.aPlace('edge');
  binId = await fleet.aBin(place.projectId, 'proxy');
  one = await fleet.aVersion(binId, '1.0.0');
  two = await fleet.aVersion(binId, '2.0.0');
});

const running = (
  version: { sha256: string },
  generation: number,
  more: object = {},
): Record<string, unknown> => ({
  observed: [{ bin: 'proxy', sha256: version.sha256, source: 'process', healthy: true, generation, ...more }],
});

async function aText(binId: string, text: string): Promise<AVersion> {
  const about = { fileName: 'app.yaml', authorIds: [], publishedBy: console.admin.id, at: new Date() };
  const { versionId } = await console.db.database.transaction((tx) =>
    console.app.get(BinPublisher).publishText(tx, { binId, text, ...about }),
  );
  return { binId, versionId, sha256: sha(text) };
}

async function factsOf(
  node: TestNode,
): Promise<Awaited<ReturnType<EngineFacts['load']>> extends ReadonlyMap<string, infer F> ? F : never> {
  const facts = await console.app.get(EngineFacts).load(console.db.source.manager, binId, [node.id]);
  const fact = facts.get(node.id);
  if (!fact) throw new Error('no facts');
  return fact;
}

describe('what a node is told', () => {
  it('is all bins at first, nothing while it knows them, and all again after a change', async () => {
    const node = await fleet.aNode('told-1', { arch: 'amd64' });
    await fleet.want('told-1', one, 0);
    const first = await node.sync();
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ nodeId: 'told-1', lifecycle: 'active', acknowledged: [] });
    expect(first.body.bins).toEqual([
      {
        bin: 'proxy',
        sha256: one.sha256,
        version: '1.0.0',
        generation: 1,
        sizeBytes: 11,
        urls: [`download/${one.sha256}`],
        action: 'activate',
      },
    ]);
    const { stateVersion } = first.body;
    expect((await node.sync({ stateVersion })).body).not.toHaveProperty('bins');
    await fleet.want('told-1', two, 1, { action: 'revert' });
    await eventually(async () =>
      expect((await node.sync({ stateVersion })).body.bins).toMatchObject([
        { generation: 2, sha256: two.sha256, action: 'revert' },
      ]),
    );
  });

  it('is of a configuration file that is to go that it has no bytes, and whoever has none has confirmed it', async () => {
    const node = await fleet.aNode('told-gone', { arch: 'amd64' });
    const file = await fleet.aBin(place.projectId, 'edge.app.yaml');
    await fleet.query("UPDATE bins SET kind = 'config' WHERE id = $1", [file]);
    const shown = await aText(file, 'port: 80');
    const gone = await aText(file, '');
    await fleet.want(node.id, shown, 0);
    await fleet.want(node.id, gone, 1);
    const told = { bin: 'edge.app.yaml', sha256: gone.sha256, version: '2', sizeBytes: 0, generation: 2 };
    const observed = { bin: told.bin, source: 'file', healthy: null, kept: [shown.sha256] };
    const pauseAfter = async (sha256: string, generation: number): Promise<number> =>
      (await node.sync({ observed: [{ ...observed, sha256, generation }] })).body.syncAfterSeconds;
    await eventually(async () => expect((await node.sync()).body.bins).toMatchObject([told]));
    expect(await pauseAfter(shown.sha256, 2)).toBeLessThanOrEqual(11);
    expect(await pauseAfter(gone.sha256, 2)).toBeGreaterThanOrEqual(27);
    expect((await console.admin.call('GET', '/nodes/told-gone')).body.running).toMatchObject([
      { bin: told.bin, version: '2', sha256: gone.sha256 },
    ]);
    expect((await node.call('GET', `/download/${gone.sha256}`)).status).toBe(404);
    expect(await fleet.query('SELECT * FROM blob_checks WHERE damage IS NOT NULL')).toEqual([]);
  });

  it('is to come back soon until it has confirmed what it should run', async () => {
    const node = await fleet.aNode('soon-1', { arch: 'amd64' });
    const pause = async (body = {}): Promise<number> => (await node.sync(body)).body.syncAfterSeconds;
    expect(await pause()).toBeGreaterThanOrEqual(27);
    await fleet.want('soon-1', one, 0);
    await eventually(async () => expect(await pause()).toBeLessThanOrEqual(11));
    expect(await pause(running(one, 1))).toBeGreaterThanOrEqual(27);
  });

  it.each(['observing', 'retired'])('is nothing when it is %s', async (lifecycle) => {
    const node = await fleet.aNode(`told-${lifecycle}`, { lifecycle });
    await fleet.want(node.id, one, 0);
    const { status, body } = await node.sync();
    expect([status, body.lifecycle, body.bins]).toEqual([200, lifecycle, []]);
  });

  it('stays the same text for 64 calls at once', async () => {
    const node = await fleet.aNode('many-1', { arch: 'amd64' });
    await fleet.want('many-1', one, 0);
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => node.sync(running(one, 1, { kept: [String(index)] }))),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.stateVersion}`)).size).toBe(1);
    expect((await factsOf(node)).observed).toMatchObject({ sha256: one.sha256, generation: 1 });
  });
});

describe('an archive', () => {
  it('is told with its kind and limits to an agent that unpacks, and to no other', async () => {
    const packed = await fleet.aVersion(binId, '3.0.0', ['amd64'], 'archive');
    const node = await fleet.aNode('arch-1', { arch: 'amd64' });
    await fleet.want('arch-1', packed, 0);
    const older = { agent: { version: '0.1.0', instance: 'i1' } };
    expect((await node.sync(older)).body.bins).toMatchObject([{ sha256: null, urls: [] }]);
    const explained = await console.admin.call('GET', '/nodes/arch-1/explain?bin=proxy');
    expect(explained.body).toMatchObject({ kind: 'agent_too_old' });
    const { body } = await node.sync({ agent: { version: '0.2.0', instance: 'i2' } });
    expect(body.bins).toMatchObject([
      { sha256: packed.sha256, kind: 'archive', limits: { maxEntries: 50_000, maxDepth: 32 } },
    ]);
    const seed = await fleet.aNode('arch-2', { arch: 'amd64' });
    await fleet.want('arch-2', packed, 0);
    const { status, body: refusal } = await seed.call('GET', '/bins/proxy');
    expect([status, refusal.code]).toEqual([409, 'NEEDS_NEWER_AGENT']);
  });
});

describe('what is only staged', () => {
  it('is told as stage, and once it was heard there is nothing to hurry for', async () => {
    const node = await fleet.aNode('stage-1', { arch: 'amd64' });
    await fleet.want('stage-1', one, 0);
    await node.sync(running(one, 1));
    await fleet.want('stage-1', two, 1, { action: 'stage' });
    await eventually(async () =>
      expect((await node.sync()).body.bins).toMatchObject([{ action: 'stage', sha256: two.sha256 }]),
    );
    const staged = running(one, 2, { phase: 'staged', staged: two.sha256 });
    const { status, body } = await node.sync(staged);
    expect([status, body.syncAfterSeconds >= 27]).toEqual([200, true]);
    expect(await factsOf(node)).toMatchObject({
      observed: { sha256: one.sha256, generation: 2 },
      progress: { generation: 2, phase: 'staged' },
    });
  });
});

describe('what a node reports', () => {
  it('is stored before it is answered, and events are acknowledged', async () => {
    const node = await fleet.aNode('rep-1', { arch: 'amd64' });
    await fleet.want('rep-1', one, 0);
    const event = {
      id: 'e1',
      bin: 'proxy',
      generation: 1,
      attempt: 1,
      seq: 1,
      phase: 'downloading',
      at: '2026-01-01T00:00:00Z',
    };
    const { body } = await node.sync({
      ...running(two, 0),
      events: [event],
      facts: { name: 'web-7', arch: 'x86_64', os: 'linux', osRelease: 'debian 12' },
    });
    expect(body.acknowledged).toEqual(['e1']);
    const fact = await factsOf(node);
    expect(fact).toMatchObject({
      protocol: 'agent',
      arch: 'amd64',
      desiredGeneration: 1,
      desiredSha256: one.sha256,
    });
    expect(fact.observed).toMatchObject({
      sha256: two.sha256,
      generation: 0,
      isHealthy: true,
      source: 'process',
    });
    expect(fact.progress).toEqual({ generation: 1, attempt: 1, phase: 'downloading', error: null });
    expect(fact.lastSeenAt).toBeGreaterThan(Date.now() - 5_000);
    const [row] = await fleet.query("SELECT name, host_name FROM nodes WHERE id = 'rep-1'");
    expect(row).toEqual({ name: 'web-7', host_name: 'web-7' });
  });

  it('F22 F23 I16 the same events one to five times and in any order leave one history and the furthest phase', async () => {
    const phases = ['queued', 'downloading', 'verified', 'stopping', 'swapping', 'starting', 'active'];
    const events = phases.map((phase, index) => ({
      id: `e${index}`,
      bin: 'proxy',
      generation: 1,
      attempt: 1,
      seq: index + 1,
      phase,
    }));
    for (const [run, order] of [
      [...events].reverse(),
      [...events.slice(3), ...events],
      shuffled(events),
    ].entries()) {
      const node = await fleet.aNode(`perm-${run}`, { arch: 'amd64' });
      await fleet.want(node.id, one, 0);
      for (const [index, event] of order.entries())
        for (let told = 0; told <= index % 5; told += 1) await node.sync({ events: [event, event] });
      expect((await factsOf(node)).progress).toMatchObject({ generation: 1, phase: 'active' });
      expect(await fleet.query('SELECT 1 FROM node_events WHERE node_id = $1', [node.id])).toHaveLength(
        phases.length,
      );
    }
  });

  it('F24 I15 an event of an old generation changes nothing but the last word', async () => {
    const node = await fleet.aNode('old-1', { arch: 'amd64' });
    await fleet.want('old-1', one, 0);
    await node.sync({
      ...running(one, 1, { phase: 'active' }),
      events: [{ id: 'a', bin: 'proxy', generation: 1, attempt: 1, seq: 1, phase: 'active' }],
    });
    await fleet.want('old-1', two, 1);
    await node.sync({ ...running(two, 2, { phase: 'active' }) });
    const before = await fleet.observedOf('old-1', binId);
    await node.sync({
      events: [
        {
          id: 'b',
          bin: 'proxy',
          generation: 1,
          attempt: 2,
          seq: 9,
          phase: 'failed',
          error: { code: 'X', message: 'late' },
        },
      ],
    });
    await node.sync(running(one, 1, { phase: 'active' }));
    expect(await fleet.observedOf('old-1', binId)).toEqual(before);
  });

  it('F25 success of a generation that was never assigned is noted as the truth and as impossible, and is no progress', async () => {
    const node = await fleet.aNode('imp-1', { arch: 'amd64' });
    await fleet.want('imp-1', one, 0);
    const forged = { id: 'f', bin: 'proxy', generation: 9, attempt: 1, seq: 1, phase: 'active' };
    const { status, body } = await node.sync({ ...running(one, 9, { phase: 'active' }), events: [forged] });
    expect([status, body.acknowledged]).toEqual([200, ['f']]);
    const fact = await factsOf(node);
    expect(fact.observed).toMatchObject({ sha256: one.sha256, generation: 0 });
    expect(fact.progress).toBeNull();
    await node.sync(running({ sha256: sha('nobody built this') }, 1));
    expect((await factsOf(node)).observed).toMatchObject({ sha256: sha('nobody built this'), generation: 1 });
    const flags = await fleet.query<{ data: { reason: string } }>(
      "SELECT data FROM node_events WHERE node_id = 'imp-1' AND kind = 'impossible' ORDER BY id",
    );
    expect(flags.map(({ data }) => data.reason)).toEqual([
      'generation_never_assigned',
      'generation_never_assigned',
      'unknown_digest',
    ]);
  });

  it('wakes the listeners once per row that really changed, in the same transaction', async () => {
    const node = await fleet.aNode('news-1', { arch: 'amd64' });
    await fleet.want('news-1', one, 0);
    const heard: ReportNews[] = [];
    let isStored = false;
    console.app.get(ReportListeners).register(async (tx, news) => {
      heard.push(news);
      if (news.changed.some(({ nodeId }) => nodeId === 'news-1')) {
        isStored =
          (
            await tx.query<unknown[]>(
              "SELECT 1 FROM observed_state WHERE node_id = 'news-1' AND sha256 IS NOT NULL",
            )
          ).length === 1;
      }
    });
    await node.sync(running(one, 1));
    await node.sync(running(one, 1));
    expect(heard.flatMap(({ changed }) => changed).filter(({ nodeId }) => nodeId === 'news-1')).toEqual([
      { nodeId: 'news-1', binId },
    ]);
    expect(isStored).toBe(true);
    await eventually(() => expect(heard.flatMap(({ cameBack }) => cameBack)).toContain('news-1'));
  });

  it('keeps what a bin that nobody knows runs out of the way of the others', async () => {
    const node = await fleet.aNode('unk-1', { arch: 'amd64' });
    await fleet.want('unk-1', one, 0);
    const both = [
      { bin: 'nobody', sha256: sha('x'), generation: 0 },
      { bin: 'proxy', sha256: one.sha256, generation: 1 },
    ];
    expect((await node.sync({ observed: both, somethingNew: { of: 'a later agent' } })).status).toBe(200);
    expect((await factsOf(node)).observed).toMatchObject({ sha256: one.sha256 });
  });

  it.each([
    [
      'a digest that is none',
      { observed: [{ bin: 'proxy', sha256: 'abc', generation: 1 }] },
      'observed[0].sha256',
    ],
    [
      'a number as text',
      { observed: [{ bin: 'proxy', sha256: null, generation: '1' }] },
      'observed[0].generation',
    ],
    ['no generation', { observed: [{ bin: 'proxy', sha256: null }] }, 'observed[0].generation'],
  ])('refuses %s and names the field', async (_, body, field) => {
    strict ??= await fleet.aNode('strict');
    const answer = await strict.sync(body);
    expect([answer.status, answer.body.code, answer.body.errors[0].field]).toEqual([
      400,
      'VALIDATION_FAILED',
      field,
    ]);
  });
  let strict: TestNode | undefined;
});

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
