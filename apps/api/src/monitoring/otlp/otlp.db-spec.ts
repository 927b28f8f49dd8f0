import { gzipSync } from 'node:zlib';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import { unpack } from '@release-console/metrics-core';
import { withConsole, type Answer } from '../../../test/with-console.js';
import { counted, windowAgo } from '../measuring.fixtures.js';
import { TestFleet, type AVersion } from '../../nodes/fleet.fixtures.js';

/** Not how long it may take, but that it ends. */
const HANGS_MS = 20_000;
const console = withConsole();
const fleet = new TestFleet(console);
let place: { projectId: string; environmentId: string };
let version: AVersion;
let token: string;
let base: string;
let count = 0;

beforeAll(async () => {
  base = await fleet.listen();
  const answer = await console.admin.call('POST', '/tokens', {
    name: 'programs',
    permissions: ['metrics.write'],
  });
  token = answer.body.token;
});

beforeEach(async () => {
  count += 1;
  place = await fleet.aPlace(`otlp-${count}`);
  version = await fleet.aVersion(await fleet.aBin(place.projectId, `otlp-${count}`), '1.0.0');
});

/** A program with OpenTelemetry's own library. */
class Program {
  readonly provider: MeterProvider;
  private readonly durations;

  constructor(
    exporter: PushMetricExporter,
    attributes: Readonly<Record<string, string>>,
    { name = 'http.server.request.duration', unit = 's', isExponential = false } = {},
  ) {
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const views = isExponential
      ? [{ instrumentName: name, aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const }]
      : [];
    this.provider = new MeterProvider({
      resource: resourceFromAttributes(attributes),
      readers: [reader],
      views,
    });
    this.durations = this.provider.getMeter('spec').createHistogram(name, { unit });
  }

  serve(times: number, duration: number, status: number, attribute = 'http.response.status_code'): void {
    for (let done = 0; done < times; done += 1)
      this.durations.record(duration, { [attribute]: status, 'http.route': '/' });
  }

  tell(): Promise<void> {
    return this.provider.forceFlush();
  }
}

const options = (temporalityPreference: AggregationTemporality): object => ({
  url: `${base}/api/v1/otlp/v1/metrics`,
  headers: { authorization: `Bearer ${token}` },
  temporalityPreference,
});
const service = (): Record<string, string> => ({
  'service.name': `otlp-${count}`,
  'service.version': '1.0.0',
  'deployment.environment.name': 'dev',
});

interface Row {
  readonly requests: number;
  readonly errors: number;
  readonly versionId: string | null;
  readonly latency: ReturnType<typeof unpack>;
}

async function told(): Promise<Row> {
  const rows = await fleet.query<{
    requests: string;
    errors: string;
    versionId: string | null;
    latency: Buffer;
  }>(
    `SELECT r.requests, r.errors, s.version_id AS "versionId", r.latency FROM metrics_10m r JOIN metric_series s ON s.id = r.series_id
     WHERE s.environment_id = $1 ORDER BY r.at`,
    [place.environmentId],
  );
  const latency = unpack(rows[0]?.latency ?? Buffer.alloc(0));
  for (const row of rows.slice(1)) latency.merge(unpack(row.latency));
  const sum = (of: (row: (typeof rows)[number]) => string): number =>
    rows.reduce((all, row) => all + Number(of(row)), 0);
  return {
    requests: sum(({ requests }) => requests),
    errors: sum(({ errors }) => errors),
    versionId: rows[0]?.versionId ?? null,
    latency,
  };
}

describe('a program with OpenTelemetry', () => {
  it.each([
    ['protobuf', 'delta', false],
    ['protobuf', 'cumulative', false],
    ['protobuf', 'cumulative', true],
    ['protobuf', 'delta', true],
    ['JSON', 'delta', false],
    ['JSON', 'cumulative', true],
  ] as const)('tells its requests in %s, %s, exponential: %s', async (format, temporality, isExponential) => {
    const preference = options(
      temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
    );
    const exporter = format === 'JSON' ? new JsonExporter(preference) : new ProtobufExporter(preference);
    const program = new Program(exporter, service(), { isExponential });
    program.serve(90, 0.02, 200);
    program.serve(10, 0.9, 503);
    await program.tell();
    expect(await told()).toMatchObject({ requests: 100, errors: 10, versionId: version.versionId });
    program.serve(50, 0.02, 200);
    await program.tell();
    await program.tell();
    const all = await told();
    expect(all).toMatchObject({ requests: 150, errors: 10 });
    expect(all.latency.size).toBe(150);
    const [typical, slow] = [all.latency.quantile(0.5), all.latency.quantile(0.99)];
    expect(typical?.atLeast).toBeLessThanOrEqual(0.02);
    expect(typical?.atMost).toBeGreaterThanOrEqual(0.02);
    expect(slow?.atLeast).toBeLessThanOrEqual(0.9);
    expect(slow?.atMost).toBeGreaterThanOrEqual(0.9);
    if (isExponential) expect(Math.abs((slow?.value ?? 0) - 0.9)).toBeLessThan(0.9 * 0.02);
    await program.provider.shutdown();
  });

  it('may use the names of before, in milliseconds', async () => {
    const names = { name: 'http.server.duration', unit: 'ms', isExponential: true };
    const program = new Program(
      new ProtobufExporter(options(AggregationTemporality.CUMULATIVE)),
      service(),
      names,
    );
    program.serve(8, 250, 200, 'http.status_code');
    program.serve(2, 250, 500, 'http.status_code');
    await program.tell();
    const { requests, errors, latency } = await told();
    expect([requests, errors]).toEqual([10, 2]);
    expect(Math.abs((latency.quantile(0.5)?.value ?? 0) - 0.25)).toBeLessThan(0.25 * 0.05);
    await program.provider.shutdown();
  });

  it('counts from its beginning after it was started anew, also at another process of the console', async () => {
    const first = new Program(new ProtobufExporter(options(AggregationTemporality.CUMULATIVE)), service());
    first.serve(5, 0.02, 200);
    await first.tell();
    await first.provider.shutdown();
    const replica = await console.another();
    const other = `${await fleet.listen(replica)}/api/v1/otlp/v1/metrics`;
    const again = { ...options(AggregationTemporality.CUMULATIVE), url: other };
    const second = new Program(new ProtobufExporter(again), service());
    second.serve(3, 0.02, 200);
    await second.tell();
    await second.provider.shutdown();
    await replica.close();
    expect(await told()).toMatchObject({ requests: 8 });
  });

  it('is known by the node that it runs on', async () => {
    await fleet.aNode(`host-${count}`, { arch: 'amd64', place });
    const { 'deployment.environment.name': _, ...rest } = service();
    const attributes = { ...rest, 'host.id': `host-${count}`, 'service.version': 'unknown' };
    const program = new Program(new ProtobufExporter(options(AggregationTemporality.DELTA)), attributes);
    program.serve(4, 0.02, 200);
    await program.tell();
    await program.provider.shutdown();
    expect(await told()).toMatchObject({ requests: 4, versionId: null });
  });
});

describe('OTLP', () => {
  const send = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    console.call('POST', '/otlp/v1/metrics', {
      body,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  const now = (): bigint => BigInt(Date.now()) * 1_000_000n;

  function request(attributes: Readonly<Record<string, string>>, point: object = {}): object {
    const dataPoint = {
      startTimeUnixNano: String(now() - 10_000_000_000n),
      timeUnixNano: String(now()),
      count: '3',
      bucketCounts: ['1', '2'],
      explicitBounds: [0.1],
      ...point,
    };
    const histogram = { aggregationTemporality: 1, dataPoints: [dataPoint] };
    const metrics = [
      { name: 'http.server.request.duration', unit: 's', histogram },
      { name: 'queue.size', gauge: {} },
    ];
    const told = Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
    return { resourceMetrics: [{ resource: { attributes: told }, scopeMetrics: [{ metrics }] }] };
  }

  it('takes numbers as texts and as numbers, and skips what it does not know', async () => {
    expect((await send(request(service()))).body).toEqual({});
    const plain = { timeUnixNano: Number(now()) + 1e9, count: 2, bucketCounts: [2, 0] };
    expect(await send(request(service(), plain))).toMatchObject({ status: 200, body: {} });
    expect(await told()).toMatchObject({ requests: 5 });
  });

  it('says in part what it did not take, and why', async () => {
    const { status, body } = await send(request({ 'service.name': 'nobody' }));
    expect(status).toBe(200);
    expect(body.partialSuccess).toMatchObject({ rejectedDataPoints: '1' });
    expect(body.partialSuccess.errorMessage).toContain('service.name "nobody" is no bin');
    const nowhere = await send(request({ 'service.name': `otlp-${count}` }));
    expect(nowhere.body.partialSuccess.errorMessage).toContain('nothing says where');
    const odd = await send(request(service(), { bucketCounts: ['1', '2', '3'] }));
    expect(odd.body.partialSuccess).toMatchObject({
      rejectedDataPoints: '1',
      errorMessage: 'points without a usable histogram were left out',
    });
  });

  it('is not counted where the agent of the node measures the program', async () => {
    const node = await fleet.aNode(`host-${count}`, { arch: 'amd64', place });
    const bins = [{ bin: `otlp-${count}`, requests: counted(3, 0, [3, 0, 0, 0]) }];
    await console.db.source.query(
      `INSERT INTO node_measurements (node_id, at, content) VALUES ($1, now() - interval '20 seconds', $2)`,
      [node.id, JSON.stringify([{ at: windowAgo(1), bins }])],
    );
    const { body } = await send(request({ ...service(), 'host.id': node.id }));
    expect(body.partialSuccess).toMatchObject({ rejectedDataPoints: '1' });
    expect(body.partialSuccess.errorMessage).toContain('the agent of its node asks');
    expect((await send(request({ ...service(), 'host.id': 'another' }))).body).toEqual({});
  });

  it('is refused with a clear error where it is none, and to those who may not', async () => {
    const binary = { 'content-type': 'application/x-protobuf' };
    const garbage = await send(Buffer.from('this is no protobuf at all'), binary);
    expect([garbage.status, garbage.body.code]).toEqual([400, 'OTLP_UNREADABLE']);
    expect((await send([])).body.code).toBe('OTLP_UNREADABLE');
    expect((await console.call('POST', '/otlp/v1/metrics', { body: {} })).status).toBe(401);
    const stranger = await console.member((await console.newProject(`stranger-${count}`)).id, 'developer');
    const foreign = await stranger.call('POST', '/otlp/v1/metrics', request(service()));
    expect(foreign.body.partialSuccess.errorMessage).toContain(
      'is no bin of a project that this token may write',
    );
    const viewer = await console.member(place.projectId, 'viewer');
    expect((await viewer.call('POST', '/otlp/v1/metrics', request(service()))).status).toBe(403);
  });

  it('S09 may be compressed, and a bomb is refused before it is unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const small = await send(gzipSync(JSON.stringify(request(service()))), headers);
    expect([small.status, small.body]).toEqual([200, {}]);
    const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20));
    const began = Date.now();
    const refused = await send(bomb, headers);
    expect(refused.status).toBe(413);
    expect(Date.now() - began).toBeLessThan(HANGS_MS);
    const broken = await send(Buffer.from('not gzip'), headers);
    expect(broken.status).toBe(400);
  });
});
