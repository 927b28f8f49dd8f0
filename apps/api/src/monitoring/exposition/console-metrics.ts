import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HttpServer } from '../../platform/http/index.js';
import { VERSION } from '../../platform/version.js';
import { ConsoleFiguresReadModel } from './console-figures.read-model.js';

const LABELS = ['http_request_method', 'http_route', 'http_response_status_code'] as const;
const SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Of the whole process, however many consoles it holds; begun by the first who asks. */
let processMetrics: Registry | undefined;

function ofProcess(): Registry {
  if (processMetrics) return processMetrics;
  processMetrics = new Registry();
  collectDefaultMetrics({ register: processMetrics });
  return processMetrics;
}

/** What the console tells Prometheus about itself. */
@Injectable()
export class ConsoleMetrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'How long requests took; without those with which agents wait for news.',
    labelNames: LABELS,
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly waits = new Counter({
    name: 'release_console_agent_waits_total',
    help: 'Requests with which agents waited for news.',
    registers: [this.registry],
  });
  private readonly nodes = this.gauge('nodes', 'Nodes by lifecycle and by when they last called.', [
    'lifecycle',
    'presence',
  ]);
  private readonly releases = this.gauge('releases', 'Releases that are not over, by status.', ['status']);
  private readonly drift = this.gauge('drift_findings', 'Nodes that run something else than they should.');
  private readonly alerts = this.gauge('alerts_firing', 'Alerts that fire, by severity.', ['severity']);
  private readonly stops = this.gauge('emergency_stops', 'Emergency stops that are on.');

  constructor(private readonly figures: ConsoleFiguresReadModel) {
    this.gauge('info', 'Which version runs.', ['version']).set({ version: VERSION }, 1);
  }

  /** Counts every request of the server from now on. */
  observe(server: HttpServer): void {
    server.addHook('onResponse', (request, reply, done) => {
      const body = request.body as { readonly wait?: unknown } | null | undefined;
      const route = request.routeOptions.url ?? 'none';
      if (route.endsWith('/agent/sync') && typeof body?.wait === 'number' && body.wait > 0) this.waits.inc();
      else
        this.requests.observe(labelsOf(request.method, route, reply.statusCode), reply.elapsedTime / 1_000);
      done();
    });
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    const { nodes, releases, driftFindings, emergencyStops, alerts } = await this.figures.now();
    this.nodes.reset();
    for (const { count, ...labels } of nodes) this.nodes.set(labels, count);
    for (const { count, status } of releases) this.releases.set({ status }, count);
    for (const { count, severity } of alerts) this.alerts.set({ severity }, count);
    this.drift.set(driftFindings);
    this.stops.set(emergencyStops);
    return Registry.merge([ofProcess(), this.registry]).metrics();
  }

  private gauge<T extends string>(name: string, help: string, labelNames: readonly T[] = []): Gauge<T> {
    return new Gauge({ name: `release_console_${name}`, help, labelNames, registers: [this.registry] });
  }
}

function labelsOf(method: string, route: string, status: number): Record<(typeof LABELS)[number], string> {
  return { http_request_method: method, http_route: route, http_response_status_code: String(status) };
}
