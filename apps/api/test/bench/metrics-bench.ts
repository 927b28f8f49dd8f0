import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import type { Measurement } from '../../src/nodes/index.js';
import { builtConsole, fromDist } from '../scratch/built-console.js';
import { createDatabase, dropDatabase } from '../scratch/databases.js';
import { ok, signIn, type Person } from '../scratch/person.js';
import { addFleet, BIN, digestOf } from './fleet.js';
import { serverCpuMs } from './meter.js';

export interface MetricsBenchOptions {
  /** Folder of the compiled console. */
  readonly dist: string;
  /** URL of any database of a PostgreSQL that may be filled with what it likes. */
  readonly server: string;
  readonly sizes: readonly number[];
  readonly print: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export interface MetricsCost {
  readonly nodes: number;
  /** As fast as the console takes them. */
  readonly histogramsPerSecond: number;
  readonly consoleCpuMsPer1000: number;
  /** Null where the system does not tell. */
  readonly postgresCpuMsPer1000: number | null;
  /** Long-term rows there are after a minute in which every node told six windows, and writes that made them. */
  readonly longTermRowsPerMinute: number;
  readonly longTermWritesPerMinute: number;
  readonly longTermBytesPerRow: number;
  /** What is kept of each node for forty minutes. */
  readonly ringBytesPerNodeMinute: number;
}

export interface MetricsBenchResult {
  readonly method: string;
  readonly costs: readonly MetricsCost[];
  /** Milliseconds for 24 hours of five regions and two versions, by version. */
  readonly panel: { readonly p50: number; readonly p95: number; readonly points: number };
  readonly seconds: number;
}

const ADMIN = { email: 'bench@example.com', password: 'measure twice, cut once' };
const WINDOWS = 6;
const REGIONS = 5;
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const PANEL_LOOKS = 60;
const METHOD =
  `Every node tells ${WINDOWS} windows of ten seconds at once, as idle ones do each minute: a histogram of ${BOUNDS.length} bounds in each, ` +
  `${REGIONS} regions, one version. CPU of the console by getrusage, of PostgreSQL by /proc. The generator is in the console's process, and its work counts.`;

type Take = (nodeId: string, measured: readonly Measurement[]) => Promise<void>;

/** What it costs to keep what nodes measure, by the size of the fleet, and to show it. */
export async function runMetricsBench(options: MetricsBenchOptions): Promise<MetricsBenchResult> {
  const began = Date.now();
  const costs: MetricsCost[] = [];
  let panel: MetricsBenchResult['panel'] = { p50: Number.NaN, p95: Number.NaN, points: 0 };
  for (const nodes of options.sizes) {
    if (options.interrupted.aborted) throw new Error('interrupted, so nothing is reported');
    options.print(`What ${nodes} nodes measure`);
    await onFleet(options, nodes, async ({ app, client, admin }) => {
      costs.push(await measureIntake(options, { app, client }, nodes));
      if (nodes === options.sizes[0]) panel = await measurePanel(client, admin);
    });
  }
  return { method: METHOD, costs, panel, seconds: Math.round((Date.now() - began) / 1_000) };
}

interface Stage {
  readonly app: NestFastifyApplication;
  readonly client: pg.Client;
  readonly admin: Person;
}

async function onFleet(
  { dist, server }: MetricsBenchOptions,
  nodes: number,
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'release-console-bench-'));
  const name = `metrics_${nodes}`;
  const url = await createDatabase(server, name);
  const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  const app = await builtConsole(dist, { url, dataDir, env });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const admin = await signIn(app, ADMIN.email, ADMIN.password);
    const project = await ok(admin('POST', '/projects', { code: 'edge', name: 'Edge' }));
    const environmentId = project.environments[0].id as string;
    await addFleet(
      (sql, parameters) => client.query(sql, parameters),
      { projectId: project.id, environmentId },
      nodes,
    );
    await client.query(
      `UPDATE nodes SET labels = jsonb_build_object('region', 'region-' || (hashtext(id) & 1023) % ${REGIONS})`,
    );
    await client.query('VACUUM ANALYZE');
    await work({ app, client, admin });
  } finally {
    await client.end();
    await app.close();
    await dropDatabase(server, name);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureIntake(
  { dist, interrupted }: MetricsBenchOptions,
  { app, client }: Pick<Stage, 'app' | 'client'>,
  nodes: number,
): Promise<MetricsCost> {
  const { MeasurementTakers } = await fromDist<typeof import('../../src/nodes/index.js')>(
    dist,
    'nodes/index.js',
  );
  const takers = app.get(MeasurementTakers, { strict: false });
  const first = Math.floor(Date.now() / 10_000) * 10 - WINDOWS * 10;
  const postgresCpu = await serverCpuMs(client);
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  await inFlight(nodes, interrupted, (index) =>
    tellOnce((id, measured) => takers.take(id, measured), index, first),
  );
  const elapsed = (performance.now() - began) / 1_000;
  const used = process.cpuUsage(cpu);
  const postgresAfter = await serverCpuMs(client);
  const histograms = nodes * WINDOWS;
  const thousands = histograms / 1_000;
  const [rows] = (await client.query<Sizes>(SIZES)).rows;
  if (!rows) throw new Error('PostgreSQL does not tell the sizes of its tables');
  return {
    nodes,
    histogramsPerSecond: Math.round(histograms / elapsed),
    consoleCpuMsPer1000: round((used.user + used.system) / 1_000 / thousands),
    postgresCpuMsPer1000:
      postgresCpu === null || postgresAfter === null
        ? null
        : round((postgresAfter - postgresCpu) / thousands),
    longTermRowsPerMinute: rows.rows,
    longTermWritesPerMinute: rows.writes,
    longTermBytesPerRow: Math.round(rows.bytes / Math.max(1, rows.rows)),
    ringBytesPerNodeMinute: Math.round(rows.ring / nodes),
  };
}

interface Sizes {
  readonly rows: number;
  readonly writes: number;
  readonly bytes: number;
  readonly ring: number;
}

const LONG_TERM = "relname ~ '^metrics_1'";
const SIZES = `
  SELECT ((SELECT count(*) FROM metrics_10s) + (SELECT count(*) FROM metrics_1m) + (SELECT count(*) FROM metrics_10m))::float8 AS rows,
    (SELECT sum(n_tup_ins + n_tup_upd) FROM pg_stat_user_tables WHERE ${LONG_TERM})::float8 AS writes,
    ((SELECT sum(pg_column_size(r.*)) FROM metrics_10s r) + (SELECT sum(pg_column_size(r.*)) FROM metrics_1m r)
      + (SELECT sum(pg_column_size(r.*)) FROM metrics_10m r))::float8 AS bytes,
    (SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables WHERE relname LIKE 'node_measurements%')::float8 AS ring`;

/** So many requests are open at a time, as with agents that wait for their answers. */
async function inFlight(
  count: number,
  interrupted: AbortSignal,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count && !interrupted.aborted) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: 2_000 }, one));
}

function tellOnce(take: Take, index: number, first: number): Promise<void> {
  const counts = BOUNDS.map((_, place) => (index * 7 + place * 3) % 40);
  const count = counts.reduce((sum, each) => sum + each, 0);
  const host = {
    cpuShare: 0.2,
    memoryUsedBytes: 4e9,
    memoryTotalBytes: 8e9,
    load: 0.7,
    openFiles: 2_000,
    connections: 80,
  };
  const requests = { count, errors: index % 3, explicit: [{ bounds: BOUNDS, counts: [...counts, 0] }] };
  const program = { cpus: 0.3, memoryBytes: 2e8 + index, openFiles: 60 };
  const bins = [{ bin: BIN, sha256: digestOf('1.0.0'), requests, program }];
  const measured = Array.from({ length: WINDOWS }, (_, place) => ({ at: first + place * 10, host, bins }));
  return take(`node-${index}`, measured);
}

/** A day of minutes as it is after a day, made of the rows that were just written. */
async function measurePanel(client: pg.Client, admin: Person): Promise<MetricsBenchResult['panel']> {
  await client.query(`
    INSERT INTO metric_series (environment_id, bin_id, version_id, stratum)
    SELECT s.environment_id, s.bin_id, v.id, s.stratum FROM metric_series s, bin_versions v WHERE v.version = '2.0.0' ON CONFLICT DO NOTHING`);
  await client.query(`
    INSERT INTO metrics_1m SELECT s.id, date_trunc('minute', now()) - make_interval(mins => m), r.windows, r.troubled, r.counted, r.requests, r.errors,
      r.latency, r.gauged, r.cpus, r.memory_bytes, r.most_memory_bytes
    FROM metric_series s, generate_series(2, 1439) m, (SELECT * FROM metrics_1m LIMIT 1) r ON CONFLICT DO NOTHING`);
  await client.query('VACUUM ANALYZE');
  const times: number[] = [];
  let points = 0;
  for (let look = 0; look < PANEL_LOOKS; look += 1) {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const began = performance.now();
    const answer = await ok(admin('GET', `/monitoring/timeseries?by=version&from=${from}`));
    times.push(performance.now() - began);
    points = answer.groups.reduce(
      (sum: number, group: { points: unknown[] }) => sum + group.points.length,
      0,
    );
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), points };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The result as a table for a terminal. */
export function printMetricsBench(
  print: (line: string) => void,
  { method, costs, panel, seconds }: MetricsBenchResult,
): void {
  print('');
  print(`${method} ${seconds} s in all.`);
  print('');
  const heads = [
    'nodes',
    'histograms/s',
    'our CPU ms/1000',
    'PG CPU ms/1000',
    'rows/min',
    'writes/min',
    'bytes/row',
    'ring B/node/min',
  ];
  const cells = (list: readonly (string | number)[]): string =>
    list.map((cell) => String(cell).padStart(15)).join(' ');
  print(cells(heads));
  for (const cost of costs) print(cells(Object.values(cost).map((value) => value ?? '-')));
  print('');
  print(`A panel of 24 hours, ${panel.points} points by version: P50 ${panel.p50} ms, P95 ${panel.p95} ms.`);
}
