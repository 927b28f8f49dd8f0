import { digestOf, withReleaseWorld, type ScriptedNode } from '../../releases/releases.fixtures.js';
import type { Answer } from '../../../test/with-console.js';
import { BOUNDS, windowAgo } from '../measuring.fixtures.js';

describe('figures', () => {
  const world = withReleaseWorld(4);
  let releaseId: string;
  /** The last two minutes, as far as they are over. */
  let told: readonly number[];

  async function tells(
    node: ScriptedNode | undefined,
    version: string,
    requests: { readonly counts: readonly number[]; readonly errors?: number },
  ): Promise<void> {
    const count = requests.counts.reduce((sum, each) => sum + each, 0);
    const said = {
      bin: world.bin,
      sha256: digestOf(version),
      requests: {
        count,
        errors: requests.errors ?? 0,
        explicit: [{ bounds: BOUNDS, counts: requests.counts }],
      },
      program: { cpus: 0.5, memoryBytes: 1_000 },
    };
    const host = { cpuShare: 0.25, memoryUsedBytes: 5_000 };
    const measured = told.map((at) => ({ at, host, bins: [said] }));
    const answer = await node?.send({ measured });
    expect(answer?.status).toBe(200);
  }

  const get = (path: string, who = world.manager): Promise<Answer> => who.call('GET', `/monitoring/${path}`);

  beforeAll(async () => {
    await world.until(
      await world.deployed('1.0.0', { strategy: { type: 'rolling', batch: '100%' } }),
      ({ status }) => status === 'completed',
    );
    world.markGood('1.0.0');
    releaseId = await world.deployed('2.0.0', {
      strategy: { type: 'canary', steps: [{ setWeight: 25 }, { pause: {} }] },
    });
    await world.until(releaseId, ({ status }) => status === 'paused');
    told = Array.from({ length: 12 }, (_, place) => windowAgo(11 - place));
    // Three fast nodes with many requests, and a slow one with few.
    for (const place of [0, 1, 2]) await tells(world.nodes[place], '1.0.0', { counts: [100, 0, 0, 0] });
    await tells(world.nodes[3], '2.0.0', { counts: [0, 0, 20, 0], errors: 5 });
  }, 60_000);

  it('of the last minute are those of all requests together', async () => {
    const { status, body } = await get('realtime');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      windowSeconds: 60,
      programs: 4,
      requestRate: 32,
      errorRate: 5 / 320,
      cpus: 0.5,
      memoryBytes: 1_000,
      mostMemoryBytes: 1_000,
      troubledPrograms: 0,
      groups: [],
    });
    // The slow sixteenth is above the 95th percentile's bucket of the others; a mean of percentiles would be no number of anybody.
    expect(body.latencyP50).toBeLessThanOrEqual(10);
    expect(body.latencyP95).toBeGreaterThan(100);
    expect(body.latencyP99).toBeLessThanOrEqual(1_000);
    expect(Date.parse(body.asOf)).toBeLessThan(Date.now());
  });

  it('of a release are its own and those beside it, apart', async () => {
    const { body } = await get(`realtime?releaseId=${releaseId}&by=cohort`);
    const rates = body.groups.map((group: Answer['body']) => [
      group.key.cohort,
      group.programs,
      group.requestRate,
      group.errorRate,
    ]);
    expect(rates).toEqual([
      ['baseline', 3, 30, 0],
      ['canary', 1, 2, 0.25],
    ]);
    const canary = await get(`realtime?releaseId=${releaseId}&cohort=canary`);
    expect(canary.body).toMatchObject({ programs: 1, requestRate: 2, errorRate: 0.25 });
  });

  it('are apart by version, bin or environment', async () => {
    const by = async (grouping: string): Promise<unknown> =>
      (await get(`realtime?by=${grouping}`)).body.groups.map((group: Answer['body']) => [
        group.key,
        group.requestRate,
      ]);
    expect(await by('version')).toEqual([
      [{ bin: world.bin, version: '1.0.0' }, 30],
      [{ bin: world.bin, version: '2.0.0' }, 2],
    ]);
    expect(await by('bin')).toEqual([[{ bin: world.bin }, 32]]);
    expect(await by('environment')).toEqual([[{ environmentId: world.environment('production') }, 32]]);
    expect((await get('realtime?version=2.0.0')).body.requestRate).toBe(2);
  });

  it('over time have gaps where nobody told anything, and say when a release did what', async () => {
    const from = new Date(windowAgo(20) * 1_000).toISOString();
    const { body } = await get(`timeseries?by=version&from=${from}`);
    expect(body.stepSeconds).toBe(10);
    const [old, fresh] = body.groups;
    const starts = old.points.map((point: Answer['body']) => Date.parse(point.at) / 1_000);
    expect(starts.length).toBeGreaterThan(8);
    expect(starts).toEqual(told.filter((at) => at < Date.parse(body.asOf) / 1_000));
    expect(fresh.points[0]).toMatchObject({ programs: 1, requestRate: 2, errorRate: 0.25 });
    expect(body.marks.map((mark: Answer['body']) => mark.type)).toEqual(
      expect.arrayContaining(['release.deployed', 'release.paused', 'release.finished']),
    );
    const words = body.marks.map((mark: Answer['body']) => mark.en);
    expect(words.filter((each: string) => each.includes('step'))).toEqual([
      '#1 step 1 done',
      '#2 step 1 done',
    ]);
    expect(body.marks[0]).toMatchObject({
      en: expect.stringContaining('deployed'),
      zh: expect.stringContaining('开始部署'),
    });
  });

  it('of a release say when it was paused and when it was judged', async () => {
    const { body } = await get(`timeseries?releaseId=${releaseId}&by=cohort`);
    expect(body.spans).toEqual([
      { kind: 'paused', from: expect.any(String), to: null, step: 1, comparedWith: 'others' },
    ]);
    const paused = body.marks.find((mark: Answer['body']) => mark.type === 'release.paused');
    expect(Date.parse(paused.at) - Date.parse(body.spans[0].from)).toBeLessThan(1_000);
    expect((await get('timeseries')).body.spans).toEqual([]);
  });

  it('over a day are made of minutes, and no more points than asked for', async () => {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const { body } = await get(`timeseries?from=${from}&points=100`);
    expect(body.stepSeconds).toBe(1_200);
    const requests = body.groups[0].points.map((point: Answer['body']) => point.requestRate);
    expect(requests.length).toBeLessThanOrEqual(2);
    expect(requests[0]).toBeGreaterThan(0);
  });

  it('of a node are what it said itself, with how its host did', async () => {
    const { body } = await get('realtime?nodeId=node-3');
    expect(body).toMatchObject({ programs: 1, requestRate: 2, errorRate: 0.25 });
    const series = await get(
      `timeseries?nodeId=node-3&by=version&from=${new Date(windowAgo(20) * 1_000).toISOString()}`,
    );
    expect(series.body.groups).toMatchObject([{ key: { version: '2.0.0' } }]);
    expect(series.body.groups[0].points).toHaveLength(
      told.filter((at) => at < Date.parse(series.body.asOf) / 1_000).length,
    );
    expect(series.body.host[0]).toMatchObject({ cpuShare: 0.25, memoryUsedBytes: 5_000, load: null });
  });

  it('of a node stand beside what the releases did that it was in, and no others', async () => {
    const marksOf = async (nodeId: string): Promise<unknown[]> =>
      (await get(`timeseries?nodeId=${nodeId}`)).body.marks.map((mark: Answer['body']) => mark.type);
    expect(await marksOf('node-3')).toContain('release.deployed');
    await world.addNode('late');
    expect(await marksOf('late')).toEqual([]);
  });

  it('of what nobody measured are null, and not 0', async () => {
    const { status, body } = await get(`realtime?environmentId=${world.environment('staging')}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      programs: 0,
      requestRate: null,
      errorRate: null,
      latencyP99: null,
      cpus: null,
    });
    const series = await get(`timeseries?environmentId=${world.environment('staging')}`);
    expect(series.body).toMatchObject({ groups: [], marks: [], spans: [] });
  });

  it('are refused where the question makes no sense, and hidden from those who may not see them', async () => {
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const status = async (path: string, who = world.manager): Promise<unknown> => {
      const { status: code, body } = await get(path, who);
      return [code, body.errors?.[0]?.field ?? body.code];
    };
    expect(await status('realtime?cohort=canary')).toEqual([400, 'releaseId']);
    expect(await status('timeseries?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).toEqual([
      400,
      'from',
    ]);
    expect(await status('timeseries?from=2020-01-02T00:00:00Z')).toEqual([400, 'from']);
    expect(await status('timeseries?points=9000')).toEqual([400, 'points']);
    for (const name of ['releaseId', 'projectId', 'environmentId'])
      expect(await status(`realtime?${name}=${nowhere}`)).toEqual([404, 'NOT_FOUND']);
    expect(await status('realtime?bin=nobody')).toEqual([404, 'NOT_FOUND']);
    const other = await world.console.newProject('other');
    const stranger = await world.console.member(other.id, 'viewer');
    expect(await status(`realtime?releaseId=${releaseId}`, stranger)).toEqual([404, 'NOT_FOUND']);
    expect((await get('realtime', stranger)).body).toMatchObject({ programs: 0, requestRate: null });
    expect((await get('timeseries', stranger)).body).toMatchObject({ groups: [], marks: [] });
  });
});
