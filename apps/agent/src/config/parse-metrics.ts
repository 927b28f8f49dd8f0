import { KNOWN_METRICS, STATUS_LABELS, type RequestMetrics } from '../metrics/request-metrics.js';
import { parseHttp } from './parse-bin.js';
import type { Fields } from './fields.js';

/** Where a program tells about itself, and which of that are its requests. */
export interface MetricsConfig {
  readonly url: string;
  readonly timeoutSeconds: number;
  /** The first of them of which the program has anything counts. */
  readonly requests: readonly RequestMetrics[];
}

const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** Null where the bin has no `metrics` section: nothing is known of its requests then. */
export function parseMetrics(fields: Fields): MetricsConfig | null {
  const metrics = fields.section('metrics');
  if (metrics === null) return null;
  const url = parseHttp(metrics, 'url');
  if (url === null) metrics.faults.add(metrics.pathOf('url'), 'is missing');
  const latency = metricName(metrics, 'latency');
  const requests = metricName(metrics, 'requests');
  const unit = metrics.text('latencyUnit', 's');
  if (unit !== 's' && unit !== 'ms') metrics.faults.add(metrics.pathOf('latencyUnit'), 'must be "s" or "ms"');
  const statusLabel = metrics.text('statusLabel');
  const timeoutSeconds = metrics.number('timeoutSeconds', { fallback: 3, min: 0.1, max: 8 });
  metrics.refuseUnknown();
  const own: RequestMetrics = {
    latency,
    latencyUnitsPerSecond: unit === 'ms' ? 1_000 : 1,
    requests,
    statusLabels: statusLabel === null ? STATUS_LABELS : [statusLabel],
  };
  const isNamed = latency !== null || requests !== null;
  return { url: url ?? '', timeoutSeconds, requests: isNamed ? [own] : KNOWN_METRICS };
}

function metricName(fields: Fields, key: string): string | null {
  const name = fields.text(key);
  if (name !== null && !METRIC_NAME.test(name))
    fields.faults.add(fields.pathOf(key), 'is not a name of a metric');
  return name;
}
