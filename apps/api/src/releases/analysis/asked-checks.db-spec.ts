import { withFakeOutside } from '../../monitoring/prometheus/outside.fixtures.js';
import { digestOf, withReleaseWorld } from '../releases.fixtures.js';
import { ReleaseAsker } from './release-asker.js';

const STEPS = [{ setWeight: 50 }, { analysis: { seconds: 30, waitSeconds: 30 } }, { setWeight: 100 }];
const SHARE =
  'sum(rate(bad_total{ {{nodes}}, {{environment}} }[{{window}}])) / sum(rate(all_total{ {{nodes}} }[{{window}}]))';

describe('a release that systems outside are asked about', () => {
  const outside = withFakeOutside();
  const world = withReleaseWorld(4, {
    get PROMETHEUS_URL() {
      return outside.url.replace('://', '://asker:a%20secret@');
    },
    get ALERTMANAGER_URL() {
      return outside.url;
    },
  });

  beforeAll(async () => {
    const all = { strategy: { type: 'rolling', batch: '100%' } };
    await world.until(await world.deployed('1.0.0', all), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
  }, 60_000);

  // From here on it asks when these tests say so.
  beforeAll(() => world.console.app.get(ReleaseAsker).onApplicationShutdown());

  beforeEach(() => {
    outside.asked.length = 0;
    outside.alerts = [];
    outside.say = () => [];
  });

  async function atAnalysis(version: string, check: object): Promise<string> {
    const checks = [{ kind: 'errors_limit', max: 0.5, isShadow: true }, check];
    const id = await world.deployed(version, { strategy: { type: 'canary', steps: STEPS }, checks });
    await world.until(id, ({ steps }) => steps[1]?.status === 'active');
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{stepStartedAt}', to_jsonb($2::float8)) WHERE id = $1`,
      [id, Date.now() - 50_000],
    );
    return id;
  }

  /** As many times as it would be in half a minute. */
  async function askThreeTimes(id: string): Promise<void> {
    for (const ago of [20, 10, 0]) {
      await world.console.app.get(ReleaseAsker).look();
      await world.query(
        `UPDATE asked_answers SET at = at - make_interval(secs => $2) WHERE release_id = $1 AND at > now() - interval '10 seconds'`,
        [id, ago],
      );
    }
  }

  /** Without what the console asks by itself, of what programs did. */
  const ofChecks = (): typeof outside.asked =>
    outside.asked.filter(({ query }) => !query.includes('__name__'));

  const analysis = async (id: string): Promise<ReturnType<typeof JSON.parse>> =>
    (await world.manager.call('GET', `/releases/${id}/analysis`)).body;

  it('goes on when the value is good, having asked about the nodes of the new version', async () => {
    outside.say = () => 0.004;
    const id = await atAnalysis('2.0.0', {
      kind: 'promql',
      name: 'checkout errors',
      query: SHARE,
      max: 0.02,
    });
    await askThreeTimes(id);
    await world.until(id, ({ status }) => status === 'completed');
    const [first] = ofChecks();
    expect(world.nodes.filter((node) => first?.query.includes(node.id))).toHaveLength(2);
    expect(first?.query).toContain('environment="production"');
    expect(first?.query).toMatch(/instance=~"\(\?:[^"]+\)\(\?::\[0-9\]\+\)\?"/);
    expect(first?.query).toMatch(/\[(30|40|50)s\]/);
    expect(first?.authorization).toBe(`Basic ${Buffer.from('asker:a secret').toString('base64')}`);
    const { history } = await analysis(id);
    expect(history).toMatchObject([
      {
        verdict: 'pass',
        checks: [
          { state: 'unknown', isShadow: true },
          { state: 'good', canary: 0.004, baseline: null },
        ],
      },
    ]);
    expect(history[0].checks[1].text.en).toBe(
      '"checkout errors" is 0.004, at most 0.02 is allowed: no reason to stop.',
    );
    world.markGood('2.0.0');
  }, 60_000);

  it('goes back when the value is worse than that of the others', async () => {
    outside.say = (query) => (isAboutTheNew(query) ? 0.3 : 0.1);
    const check = { kind: 'promql', name: 'p99', query: 'q{ {{version}} }', minIncrease: 0.5 };
    const id = await atAnalysis('3.0.0', check);
    await askThreeTimes(id);
    const { headline } = await world.until(id, ({ status }) => status === 'rolled_back');
    expect(headline.en).toContain('because the new version did worse');
    expect(new Set(ofChecks().map(({ query }) => query))).toEqual(
      new Set(['q{ version="3.0.0" }', 'q{ version!="3.0.0" }']),
    );
    for (const node of world.nodes) expect(node.runs()).toBe(digestOf('2.0.0'));
    expect((await analysis(id)).history[0].why.en).toContain(
      '"p99" is 0.3 against 0.1 of the baseline (+200 %; +50 % is allowed): beyond it in 3 of the last 3 answers.',
    );
  }, 60_000);

  it.each([
    ['refuses the query', { error: 'parse error: unexpected end' }, 'parse error: unexpected end'],
    ['has no series', [], 'there are no series that it asks for'],
    ['has several', [1, 2].map((value) => ({ metric: { a: String(value) }, value })), 'it comes to 2 series'],
    ['divides by nothing', [{ metric: {}, value: 'NaN' }], 'it comes to NaN, as of nothing divided'],
  ] as const)('asks a person when Prometheus %s', async (_, said, why) => {
    outside.say = () => said;
    const id = await atAnalysis('3.0.0', { kind: 'promql', query: 'q', max: 1 });
    await askThreeTimes(id);
    const { current } = await analysis(id);
    expect(current.checks[1]).toMatchObject({ state: 'unknown', canary: null });
    expect(current.checks[1].text.en).toContain(`Prometheus gives no value for "q": ${why}`);
    await world.query(
      `UPDATE releases SET rollout = jsonb_set(rollout, '{stepStartedAt}', to_jsonb($2::float8)) WHERE id = $1`,
      [id, Date.now() - 120_000],
    );
    await world.until(id, ({ status }) => status === 'paused');
    await world.ok(world.manager, id, 'rollback', { reason: 'a test' });
    await world.until(id, ({ status }) => status === 'rolled_back');
  });

  it('goes back as soon as an alert fires that began after the deployment', async () => {
    const check = { kind: 'alerts', matchers: 'service="shop",severity=~"page|critical"' };
    const id = await atAnalysis('3.0.0', check);
    outside.alerts = [{ alertname: 'CheckoutFails', startsAt: new Date(Date.now() + 1_000) }];
    await world.console.app.get(ReleaseAsker).look();
    await world.until(id, ({ status }) => status === 'rolled_back');
    expect(outside.filters).toEqual(['service="shop"', 'severity=~"page|critical"']);
    expect((await analysis(id)).history[0].why.en).toBe(
      '1 alert began to fire since the release was deployed: CheckoutFails.',
    );
  });

  it('does not blame a release for what fired before it', async () => {
    outside.alerts = [{ alertname: 'DiskFull', startsAt: new Date(Date.now() - 3_600_000) }];
    const id = await atAnalysis('3.0.0', { kind: 'alerts', matchers: 'service="shop"' });
    await world.console.app.get(ReleaseAsker).look();
    const { current } = await analysis(id);
    expect(current.checks[1]).toMatchObject({ state: 'unknown' });
    expect(current.checks[1].text.en).toContain(
      '1 alert was firing before the release was deployed and still is: DiskFull.',
    );
    outside.alerts = [];
    await world.query('DELETE FROM asked_answers', []);
    await world.console.app.get(ReleaseAsker).look();
    await world.until(id, ({ status }) => status === 'completed');
    world.markGood('3.0.0');
  });

  it('is refused by field where the question makes no sense', async () => {
    const refused = async (check: object): Promise<unknown> => {
      const draft = world.draft('2.0.0', { strategy: { type: 'canary', steps: STEPS }, checks: [check] });
      const { status, body } = await world.manager.call('POST', '/releases', draft);
      return [status, body.errors?.[0]?.field, body.errors?.[0]?.code];
    };
    expect(await refused({ kind: 'promql', max: 1 })).toEqual([400, 'checks[0].query', 'required']);
    expect(await refused({ kind: 'promql', query: 'q' })).toEqual([400, 'checks[0].max', 'required']);
    expect(await refused({ kind: 'promql', query: 'q', max: 1, min: 0 })).toEqual([
      400,
      'checks[0].min',
      'one_bound',
    ]);
    expect(await refused({ kind: 'promql', query: 'q{ {{node}} }', max: 1 })).toEqual([
      400,
      'checks[0].query',
      'unknown_placeholder',
    ]);
    expect(await refused({ kind: 'promql', query: 'q', max: 1, percentile: 99 })).toEqual([
      400,
      'checks[0].percentile',
      'other_check',
    ]);
    expect(await refused({ kind: 'alerts', matchers: 'service=shop' })).toEqual([
      400,
      'checks[0].matchers',
      'matchers',
    ]);
    expect(await refused({ kind: 'alerts' })).toEqual([400, 'checks[0].matchers', 'matchers']);
    expect(await refused({ kind: 'errors_limit', max: 0 })).toEqual([400, 'checks[0].max', 'range']);
  });

  it('can be tried before', async () => {
    outside.say = () => 7;
    const environmentId = world.project.environments.find(({ code }) => code === 'production')?.id;
    const body = { query: 'q{ {{nodes}} }', environmentId };
    const tried = await world.manager.call('POST', '/monitoring/promql', body);
    expect(tried).toMatchObject({ status: 200, body: { value: 7, note: null } });
    for (const { id } of world.nodes) expect(tried.body.asked).toContain(id);
    outside.say = () => ({ error: 'no such function' });
    expect(await world.manager.call('POST', '/monitoring/promql', body)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'query', code: 'promql_refused', message: 'no such function' }] },
    });
  });
});

function isAboutTheNew(query: string): boolean {
  return query.includes('="3.0.0"') && !query.includes('!=');
}

describe('a console without Prometheus', () => {
  const world = withReleaseWorld(1);

  it('refuses to promise that it asks', async () => {
    const strategy = { type: 'canary', steps: STEPS };
    const checks = [{ kind: 'promql', query: 'q', max: 1 }];
    const { status, body } = await world.manager.call(
      'POST',
      '/releases',
      world.draft('2.0.0', { strategy, checks }),
    );
    expect([status, body.errors]).toMatchObject([400, [{ field: 'checks[0].kind', code: 'not_configured' }]]);
    const environmentId = world.project.environments[0]?.id;
    const tried = await world.manager.call('POST', '/monitoring/promql', { query: 'q', environmentId });
    expect(tried).toMatchObject({ status: 409, body: { code: 'PROMETHEUS_NOT_CONFIGURED' } });
    expect((await world.manager.call('GET', '/monitoring/sources')).body).toEqual({
      prometheus: {
        isConfigured: false,
        askedAt: null,
        fault: null,
        series: 0,
        joined: 0,
        measuredByAgents: 0,
        unknown: [],
      },
      alertmanager: { isConfigured: false },
    });
  });
});
