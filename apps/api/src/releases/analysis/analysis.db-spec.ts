import { BOUNDS, windowAgo } from '../../monitoring/measuring.fixtures.js';
import { digestOf, withReleaseWorld } from '../releases.fixtures.js';

const CANARY = {
  strategy: {
    type: 'canary',
    steps: [{ setWeight: 25 }, { analysis: { seconds: 60, waitSeconds: 60 } }, { setWeight: 100 }],
  },
};

interface Traffic {
  readonly errors: number;
  /** How many requests took how long, by the bounds. */
  readonly counts: readonly number[];
}

const GOOD: Traffic = { errors: 10, counts: [900, 80, 15, 5] };
const FAILING: Traffic = { errors: 100, counts: [900, 80, 15, 5] };
const GOOD_CHECK = { state: 'good', usualTimes: 1, missing: null, requestsNeeded: null };
const SLOW: Traffic = { errors: 10, counts: [0, 500, 400, 100] };

const FREEZE = {
  name: 'Fair week',
  reason: 'sales',
  times: {
    kind: 'once',
    startsAt: new Date(Date.now() - 3_600_000).toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  },
};

describe('a release with an analysis', () => {
  const world = withReleaseWorld(4);

  beforeAll(async () => {
    const all = { strategy: { type: 'rolling', batch: '100%' } };
    await world.until(await world.deployed('1.0.0', all), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  }, 60_000);

  async function atAnalysis(version: string, change: object = {}): Promise<string> {
    const id = await world.deployed(version, { ...CANARY, ...change });
    await world.until(id, ({ steps }) => steps[1]?.status === 'active');
    return id;
  }

  /** As if it had begun so long ago. */
  async function began(id: string, secondsAgo: number): Promise<void> {
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{stepStartedAt}', to_jsonb($2::float8)) WHERE id = $1`,
      [id, Date.now() - secondsAgo * 1_000],
    );
  }

  /** Every host tells the last two minutes, as far as they are over, and as if nobody had told anything before. */
  async function tell(version: string, canary: Traffic, others: Traffic): Promise<void> {
    await world.query('TRUNCATE node_measured, node_measurements, metrics_10s', []);
    for (const node of world.nodes) {
      const isCanary = node.runs() === digestOf(version);
      const { errors, counts } = isCanary ? canary : others;
      const count = counts.reduce((sum, each) => sum + each, 0);
      const requests = { count, errors, explicit: [{ bounds: BOUNDS, counts }] };
      const bins = [{ bin: world.bin, sha256: node.runs(), requests }];
      const measured = Array.from({ length: 12 }, (_, place) => ({ at: windowAgo(12 - place), bins }));
      expect((await node.send({ measured })).status).toBe(200);
    }
  }

  const analysis = async (id: string): Promise<ReturnType<typeof JSON.parse>> =>
    (await world.manager.call('GET', `/releases/${id}/analysis`)).body;

  it('goes on when the new version does as well, and keeps the numbers', async () => {
    const id = await atAnalysis('2.0.0');
    const { headline, blockedBy, steps, plan } = await world.detail(id);
    expect(headline.en).toContain('judging 1 node on the new version');
    expect(blockedBy).toMatchObject([{ kind: 'analysis', until: expect.any(String) }]);
    expect(steps[1]).toMatchObject({ kind: 'analysis', seconds: 60, endsAt: expect.any(String) });
    expect(plan.checks).toHaveLength(4);
    expect(await analysis(id)).toMatchObject({
      current: {
        step: 1,
        verdict: 'running',
        checks: [{ state: 'unknown', missing: 'canary_requests' }, {}, {}, {}],
      },
      history: [],
    });
    await tell('2.0.0', GOOD, GOOD);
    const held = await world.console.admin.call('POST', '/freezes', FREEZE);
    await began(id, 115);
    const [frozen] = (await world.until(id, (shown) => shown.blockedBy[0]?.kind !== 'analysis')).blockedBy;
    expect(frozen).toMatchObject({ kind: 'freeze', until: FREEZE.times.endsAt });
    await world.console.admin.call('DELETE', `/freezes/${held.body.id}`);
    await world.until(id, ({ status }) => status === 'completed');
    const { current, history } = await analysis(id);
    expect(current).toBeNull();
    expect(history).toMatchObject([
      { step: 1, verdict: 'pass', checks: [{ ...GOOD_CHECK, canary: 0.01, baseline: 0.01 }, {}, {}, {}] },
    ]);
    expect(history[0].checks[0].canaryRequests).toBeGreaterThan(5_000);
    expect(history[0].checks[0].text.en).toContain('no reason to stop');
    world.markGood('2.0.0');
  }, 60_000);

  it.each([
    ['fails more often', FAILING, 'Errors 10 % against 1 % of the baseline'],
    ['is slower', SLOW, 'P50'],
  ])('goes back by itself when the new version %s, and says why', async (_how, traffic, sentence) => {
    const id = await atAnalysis('3.0.0');
    await tell('3.0.0', traffic, GOOD);
    await began(id, 115);
    const { headline } = await world.until(id, ({ status }) => status === 'rolled_back');
    expect(headline.en).toContain('because the new version did worse');
    for (const node of world.nodes) expect(node.runs()).toBe(digestOf('2.0.0'));
    const { history } = await analysis(id);
    expect(history).toMatchObject([{ verdict: 'fail', step: 1 }]);
    expect(history[0].why.en).toContain(sentence);
    const events = await world.manager.call('GET', `/releases/${id}/events`);
    expect(events.body.items.map((event: { text: { en: string } }) => event.text.en).join('\n')).toContain(
      `Rollback started by itself: ${history[0].why.en}`,
    );
  });

  it('compares with the time before once everybody runs it', async () => {
    const steps = [{ setWeight: 100 }, { analysis: { seconds: 60, waitSeconds: 60 } }];
    const id = await world.deployed('3.0.0', { strategy: { type: 'canary', steps } });
    await world.until(id, ({ steps: shown }) => shown[1]?.status === 'active');
    await world.query('TRUNCATE node_measured, node_measurements, metrics_10s', []);
    // Two minutes of the old version, then two of the new one with the rollout in between.
    const told = (version: string, ago: number, { errors, counts }: Traffic): object[] =>
      Array.from({ length: 12 }, (_, place) => {
        const count = counts.reduce((sum, each) => sum + each, 0);
        const requests = { count, errors, explicit: [{ bounds: BOUNDS, counts }] };
        return {
          at: windowAgo(ago - place),
          bins: [{ bin: world.bin, sha256: digestOf(version), requests }],
        };
      });
    for (const node of world.nodes) {
      const measured = [...told('2.0.0', 36, GOOD), ...told('3.0.0', 12, FAILING)];
      expect((await node.send({ measured })).status).toBe(200);
    }
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{deployedAt}', to_jsonb($2::float8)) WHERE id = $1`,
      [id, Date.now() - 240_000],
    );
    await began(id, 115);
    await world.until(id, ({ status }) => status === 'rolled_back');
    const { history } = await analysis(id);
    expect(history).toMatchObject([
      { verdict: 'fail', step: 1, checks: [{ canary: 0.1, baseline: 0.01 }, {}, {}, {}] },
    ]);
  });

  it('asks a person when nobody tells anything in time, and goes on without when they say so', async () => {
    await world.query('TRUNCATE metrics_10s', []);
    const id = await atAnalysis('3.0.0');
    await began(id, 200);
    const paused = await world.until(id, ({ status }) => status === 'paused');
    expect(paused.headline.en).toContain('No requests were seen of the canary');
    expect((await analysis(id)).history).toMatchObject([{ verdict: 'inconclusive' }]);
    await world.ok(world.manager, id, 'resume');
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('3.0.0');
  });

  it('only shows what a check in the shadow finds', async () => {
    // An earlier try in which one node was slow must not make the judge expect that of it.
    const checks = [
      { kind: 'errors', isShadow: true },
      { kind: 'latency', percentile: 99 },
    ];
    const id = await atAnalysis('1.0.0', { checks });
    await tell('1.0.0', FAILING, GOOD);
    await began(id, 115);
    await world.until(id, ({ status }) => status === 'completed');
    expect((await analysis(id)).history).toMatchObject([
      {
        verdict: 'pass',
        checks: [
          { state: 'bad', isShadow: true },
          { state: 'good', isShadow: false },
        ],
      },
    ]);
  });

  it('is refused with the field where its checks make no sense', async () => {
    const refused = async (change: object): Promise<unknown> => {
      const draft = world.draft('2.0.0', { ...CANARY, ...change });
      const { status, body } = await world.manager.call('POST', '/releases', draft);
      return [status, body.errors?.[0]?.field];
    };
    const kinds = (...checks: readonly object[]): object => ({ checks });
    expect(await refused(kinds({ kind: 'latency' }))).toEqual([400, 'checks[0].percentile']);
    expect(await refused(kinds({ kind: 'errors', percentile: 50 }))).toEqual([400, 'checks[0].percentile']);
    expect(await refused(kinds({ kind: 'errors_limit' }))).toEqual([400, 'checks[0].max']);
    expect(await refused(kinds({ kind: 'errors_limit', max: 1 }))).toEqual([400, 'checks[0].max']);
    expect(await refused(kinds({ kind: 'errors', isShadow: true }))).toEqual([400, 'checks']);
    expect(await refused(kinds({ kind: 'latency_limit', percentile: 99, max: 4_000 }))).toEqual([
      400,
      'checks[0].max',
    ]);
    expect(await refused(kinds({ kind: 'memory', max: 1 }))).toEqual([400, 'checks[0].max']);
    expect(await refused(kinds({ kind: 'magic' }))).toEqual([400, 'checks[0].kind']);
    const both = { steps: [{ setWeight: 5, analysis: { seconds: 60 } }], type: 'canary' };
    expect(await refused({ strategy: both })).toEqual([400, 'strategy.steps[0]']);
  });

  it('comes back as it was said', async () => {
    const checks = [
      { kind: 'latency_limit', percentile: 95, max: 0.5, isShadow: false },
      { kind: 'memory', minIncrease: 0.5, isShadow: false },
      { kind: 'memory_limit', max: 1_000_000, isShadow: true },
    ];
    const { plan } = await world.create('2.0.0', { ...CANARY, checks });
    expect(plan.checks).toEqual(checks);
    expect(plan.strategy.steps[1]).toEqual({ analysis: { seconds: 60, waitSeconds: 60 } });
    const rolling = { type: 'rolling', batch: '50%', analysis: { seconds: 30 } };
    const batches = await world.create('2.0.0', { strategy: rolling });
    expect(batches.plan.strategy).toMatchObject({ analysis: { seconds: 30, waitSeconds: 30 } });
    expect(batches.plan.checks).toHaveLength(4);
  });
});
