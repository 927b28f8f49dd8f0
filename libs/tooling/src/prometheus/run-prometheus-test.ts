import { join } from 'node:path';
import type { ApiSession } from '../demo/api-session.js';
import { planFleet } from '../demo/demo-fleet.js';
import { lastWord } from '../demo/last-word.js';
import { ENVIRONMENT, open, PROJECT, type Cast } from '../demo/opening.js';
import { inventAccounts } from '../demo/people.js';
import { ALL_AT_ONCE, Releases } from '../demo/releases.js';
import type { DemoResult } from '../demo/report.js';
import { runStory, type Stage } from '../demo/run-story.js';
import { uploadAll } from '../demo/uploads.js';
import { freePorts } from '../processes/free-ports.js';
import { until } from '../processes/until.js';
import { buildShops, SHOP } from '../shop/shop-builds.js';
import { ShopWitness } from '../shop/shop-witness.js';
import { Traffic } from '../shop/traffic.js';
import { startServers } from './real-servers.js';

const HOSTS = 4;
const ORDERS_PER_SECOND = 60;
const SOON_MS = 90_000;
const JUDGED_MS = 300_000;
/** Prometheus takes back an alert when its seconds are over, and Alertmanager when it has heard so. */
const QUIET_MS = 180_000;
const JUDGED = {
  type: 'canary',
  steps: [{ setWeight: 25 }, { analysis: { seconds: 60, waitSeconds: 180 } }, { setWeight: 100 }],
};
const COUNT = 'http_server_request_duration_seconds_count';
const FAILED_SHARE = `sum(rate(${COUNT}{ {{nodes}}, {{bin}}, http_response_status_code="500" }[{{window}}])) / sum(rate(${COUNT}{ {{nodes}}, {{bin}} }[{{window}}]))`;
const P99 = `histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{job="${SHOP.bin}"}[1m])))`;
/** Both look at the same traffic, not at the very same seconds. */
const ALIKE = 0.25;

interface Scene {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly releases: Releases;
  readonly witness: ShopWitness;
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
}

/** A real Prometheus and a real Alertmanager watch shops whose agents measure nothing, and releases are judged by them. */
export function runPrometheusTest(
  print: (line: string) => void,
  interrupted: AbortSignal,
): Promise<DemoResult> {
  return runStory(print, interrupted, play);
}

async function play(stage: Stage): Promise<DemoResult['hosts']> {
  const { folder, story, cleanups } = stage;
  const accounts = inventAccounts();
  const builds = buildShops(join(folder, 'builds'));
  const hosts = (await planFleet(join(folder, 'hosts'), {}, { bin: SHOP.bin })).slice(0, HOSTS);
  const [prometheusPort = 0, alertmanagerPort = 0] = await freePorts(2);
  const prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
  const alertmanagerUrl = `http://127.0.0.1:${alertmanagerPort}`;
  const cast = await open(stage, accounts, hosts, {
    PROMETHEUS_URL: prometheusUrl,
    ALERTMANAGER_URL: alertmanagerUrl,
    PROMETHEUS_LABELS: 'node=host',
  });
  const witness = new ShopWitness(hosts, builds);
  const releases = new Releases(cast, { project: PROJECT.code, environment: ENVIRONMENT, bin: SHOP.bin });
  await story.step('Prometheus and Alertmanager start, and watch the shops and the console', async () => {
    const token = await metricsToken(cast.admin);
    const watched = { hosts, job: SHOP.bin, consoleUrl: cast.admin.apiUrl, token };
    cleanups.push(
      await startServers(join(folder, 'watchers'), { prometheusPort, alertmanagerPort }, watched),
    );
    return prometheusUrl;
  });
  await uploadAll(cast.jenkins, SHOP.bin, builds);
  await story.step('1.0.0 serves on every host', async () => {
    const { id } = await releases.deploy({ version: '1.0.0', title: 'First shop', strategy: ALL_AT_ONCE });
    await releases.untilStatus(id, 'completed', SOON_MS);
    return witness.allOn('1.0.0', SOON_MS);
  });
  const traffic = new Traffic(
    hosts.map(({ plan }) => plan.port),
    ORDERS_PER_SECOND,
  );
  cleanups.push(async () => traffic.stop());
  const scene = { stage, cast, releases, witness, prometheusUrl, alertmanagerUrl };
  await tellsTheTruth(scene);
  await judges(scene);
  return witness.sightings();
}

async function metricsToken(admin: ApiSession): Promise<string> {
  const body = { name: 'prometheus', permissions: ['metrics.read'] };
  return (await admin.post<{ token: string }>('/tokens', body)).token;
}

async function tellsTheTruth({ stage, cast, prometheusUrl }: Scene): Promise<void> {
  await stage.story.step('Prometheus scrapes the console itself', async () => {
    const scraped = await until('The first scrape', SOON_MS, async () => {
      const count = await asked(
        prometheusUrl,
        'count({job="release-console",__name__=~"release_console_.+"})',
      );
      return count ?? undefined;
    });
    return `${scraped} series of the console`;
  });
  await stage.story.step('its series are joined to bin, node and version', async () => {
    const told = await until('Four joined programs', SOON_MS, async () => {
      const { prometheus } = await cast.operator.get<{
        prometheus: { joined: number; series: number; fault: string | null };
      }>('/monitoring/sources');
      return prometheus.joined === HOSTS ? prometheus : undefined;
    });
    return `${told.series} series, ${told.joined} programs`;
  });
  await stage.story.step('rate and P99 of the console are those of Prometheus', async () => {
    const wanted = HOSTS * ORDERS_PER_SECOND;
    return until('The same figures', SOON_MS, async () => {
      const query = `/monitoring/realtime?bin=${SHOP.bin}&version=1.0.0`;
      const { requestRate, latencyP99 } =
        await cast.operator.get<Record<'requestRate' | 'latencyP99', number | null>>(query);
      const p99 = await asked(prometheusUrl, P99);
      if (requestRate === null || latencyP99 === null || p99 === null) return undefined;
      const isTrue = isAlike(requestRate, wanted) && isAlike(latencyP99 / 1_000, p99);
      const figures = `${requestRate.toFixed(0)} orders/s of ${wanted}; P99 ${latencyP99.toFixed(0)} ms, Prometheus ${(p99 * 1_000).toFixed(0)} ms`;
      return isTrue ? figures : undefined;
    });
  });
}

async function judges({ stage: { story }, cast, releases, witness, alertmanagerUrl }: Scene): Promise<void> {
  await story.step('1.1.0 passes the judge, who knows it from Prometheus alone', async () => {
    const { id } = await releases.deploy({ version: '1.1.0', title: 'Better shop', strategy: JUDGED });
    await releases.untilStatus(id, 'completed', JUDGED_MS);
    await witness.allOn('1.1.0', SOON_MS);
    return lastWord(cast.operator, id);
  });
  const worse: readonly (readonly [string, object])[] = [
    ['a PromQL of its own', { kind: 'promql', name: 'failed orders', query: FAILED_SHARE, max: 0.02 }],
    ['an alert that fires', { kind: 'alerts', matchers: `service="${SHOP.bin}", severity="page"` }],
  ];
  for (const [what, check] of worse)
    await story.step(`1.2.0-errors is stopped by ${what}`, async () => {
      await quiet(alertmanagerUrl);
      const { id } = await releases.deploy({
        version: '1.2.0-errors',
        title: 'Worse shop',
        strategy: JUDGED,
        checks: [check],
      });
      await releases.untilStatus(id, 'rolled_back', JUDGED_MS);
      await witness.allOn('1.1.0', SOON_MS);
      return lastWord(cast.operator, id);
    });
}

/** What the release before left behind is none of the next one's. */
async function quiet(alertmanagerUrl: string): Promise<void> {
  await until('The end of every alert', QUIET_MS, async () => {
    const answer = await fetch(`${alertmanagerUrl}/api/v2/alerts?active=true`);
    return ((await answer.json()) as readonly unknown[]).length === 0 || undefined;
  });
}

async function asked(prometheusUrl: string, query: string): Promise<number | null> {
  const answer = await fetch(`${prometheusUrl}/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await answer.json()) as {
    data?: { result: readonly { value: readonly [number, string] }[] };
  };
  const [series] = data?.result ?? [];
  const value = Number(series?.value[1]);
  return series && Number.isFinite(value) ? value : null;
}

function isAlike(one: number, other: number): boolean {
  return Math.abs(one - other) <= ALIKE * other;
}
