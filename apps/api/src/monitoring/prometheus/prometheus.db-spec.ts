import { digestOf, withReleaseWorld } from '../../releases/releases.fixtures.js';
import { BOUNDS, counted, windowAgo } from '../measuring.fixtures.js';
import { withFakeOutside, type Said } from './outside.fixtures.js';
import { PrometheusPoller } from './prometheus-poller.js';

interface Stored {
  readonly version: string | null;
  readonly requests: number;
  readonly errors: number;
}

describe('a Prometheus server as a source', () => {
  const outside = withFakeOutside();
  const world = withReleaseWorld(4, {
    PROMETHEUS_LABELS: 'bin=service node=host',
    PROMETHEUS_METRICS: 'took_seconds',
    STRATUM_LABEL: 'pop',
    get PROMETHEUS_URL() {
      return outside.url;
    },
  });

  beforeAll(async () => {
    const all = { strategy: { type: 'rolling', batch: '100%' } };
    await world.until(await world.deployed('1.0.0', all), ({ status }) => status === 'completed');
    world.markGood('1.0.0');
    const half = { strategy: { type: 'canary', steps: [{ setWeight: 50 }, { pause: {} }] } };
    await world.until(await world.deployed('2.0.0', half), ({ status }) => status === 'paused');
  }, 60_000);

  // From here on it is asked when these tests ask it.
  beforeAll(() => world.console.app.get(PrometheusPoller).onApplicationShutdown());
  beforeAll(() => world.query(`UPDATE nodes SET labels = labels || '{"pop": "xian"}'`, []));

  beforeEach(async () => {
    await look([]);
    await world.query('TRUNCATE metrics_10s, node_measurements, node_measured', []);
  });

  async function look(said: Said): Promise<void> {
    outside.say = () => said;
    await world.console.app.get(PrometheusPoller).look();
  }

  /** Totals of so many requests with so many failed ones, of a program on a host. */
  function totals(
    host: string,
    requests: number,
    errors = 0,
    more: Readonly<Record<string, string>> = {},
  ): object[] {
    const told = (code: string, count: number): object[] =>
      [...BOUNDS, '+Inf'].map((le) => ({
        metric: { __name__: 'took_seconds_bucket', service: world.bin, host, code, le: String(le), ...more },
        value: count,
      }));
    return [...told('200', requests - errors), ...told('502', errors)];
  }

  const said = (...totalled: readonly object[][]): Said => totalled.flat() as Exclude<Said, number>;

  async function stored(): Promise<readonly Stored[]> {
    const rows = await world.query(
      `SELECT v.version, sum(r.requests)::int AS requests, sum(r.errors)::int AS errors
       FROM metrics_10s r JOIN metric_series s ON s.id = r.series_id LEFT JOIN bin_versions v ON v.id = s.version_id
       GROUP BY 1 ORDER BY 1`,
      [],
    );
    return rows as readonly Stored[];
  }

  const strata = (): Promise<unknown> =>
    world.query(
      'SELECT DISTINCT s.stratum FROM metric_series s JOIN metrics_10s r ON r.series_id = s.id',
      [],
    );

  const sources = async (): Promise<ReturnType<typeof JSON.parse>> =>
    (await world.console.admin.call('GET', '/monitoring/sources')).body.prometheus;

  it('tells what each version did since the look before, by what its nodes run', async () => {
    const hosts = world.nodes.map(({ id }) => id);
    await look(said(...hosts.map((host) => totals(`${host}:9100`, 1_000, 10))));
    expect(await stored()).toEqual([]);
    await look(said(...hosts.map((host, place) => totals(`${host}:9100`, 1_100 + place, 10 + place))));
    const canaries = world.nodes.filter((node) => node.runs() === digestOf('2.0.0')).length;
    expect(canaries).toBe(2);
    const found = await stored();
    expect(found.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
    expect(found.reduce((sum, { requests }) => sum + requests, 0)).toBe(406);
    expect(found.reduce((sum, { errors }) => sum + errors, 0)).toBe(6);
    expect(await strata()).toEqual([{ stratum: 'xian' }]);
    expect(outside.asked.at(-1)?.query).toBe(
      '{__name__=~"took_seconds|took_seconds_bucket",service=~"edge-proxy"}',
    );
    expect(await sources()).toMatchObject({
      isConfigured: true,
      fault: null,
      series: 32,
      joined: 4,
      unknown: [],
    });
  });

  it('believes a label that names the version, and one that names the environment', async () => {
    const labels = { version: '2.0.0', environment: 'production' };
    await look(said(totals('elsewhere', 5, 0, labels)));
    await look(said(totals('elsewhere', 9, 0, labels)));
    expect(await stored()).toEqual([{ version: '2.0.0', requests: 4, errors: 0 }]);
  });

  it('counts a restarted program from nothing', async () => {
    const [node] = world.nodes;
    await look(said(totals(node?.id ?? '', 1_000)));
    await look(said(totals(node?.id ?? '', 7)));
    expect(await stored()).toMatchObject([{ requests: 7 }]);
  });

  it('leaves out what agents measure themselves, and says what it does not know', async () => {
    const [first, second] = world.nodes;
    const bins = [{ bin: world.bin, sha256: first?.runs(), requests: counted(3, 0, [3, 0, 0, 0]) }];
    await first?.send({ measured: [{ at: windowAgo(1), bins }] });
    await world.query('TRUNCATE metrics_10s', []);
    const at = (requests: number): Said =>
      said(
        totals(first?.id ?? '', requests),
        totals(second?.id ?? '', requests),
        totals('stranger', requests),
      );
    await look(at(10));
    await look(at(15));
    expect((await stored()).reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
    expect(await sources()).toMatchObject({
      joined: 1,
      measuredByAgents: 1,
      unknown: ['edge-proxy on stranger'],
    });
    const shown = await world.manager.call('GET', '/monitoring/sources');
    expect(shown.body.prometheus.unknown).toEqual([]);
  });

  it('says why it gives nothing, and goes on when it does again', async () => {
    await look({ error: 'too many samples' });
    expect(await sources()).toMatchObject({ fault: 'too many samples', joined: 0 });
    await look(said(totals(world.nodes[0]?.id ?? '', 10)));
    expect(await sources()).toMatchObject({ fault: null, joined: 1 });
  });

  it('is asked by one process only', async () => {
    const other = await world.console.another();
    await other.get(PrometheusPoller).onApplicationShutdown();
    const before = outside.asked.length;
    await other.get(PrometheusPoller).look();
    expect(outside.asked).toHaveLength(before);
    await world.query(`UPDATE outside_turns SET held_until = now() - interval '1 second'`, []);
    await other.get(PrometheusPoller).look();
    expect(outside.asked).toHaveLength(before + 1);
    await other.close();
    await world.query('DELETE FROM outside_turns', []);
  });
});
