import { KNOWN_METRICS, STATUS_LABELS } from '../metrics/request-metrics.js';
import type { RequestMetrics } from '../metrics/request-metrics.js';
import type { MetricsConfig } from './agent-config.js';
import type { Fields } from './fields.js';

const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Null where the bin has no `metrics` section: nothing is known of its requests then. */
export function parseMetrics(fields: Fields): MetricsConfig | null {
  const metrics = fields.section('metrics');
  if (metrics === null) return null;
  const config: MetricsConfig = {
    url: parseAddress(metrics),
    timeoutSeconds: metrics.number('timeoutSeconds', { fallback: 3, min: 0.1, max: 8 }),
    requests: parseRequests(metrics),
  };
  metrics.refuseUnknown();
  return config;
}

function parseAddress(metrics: Fields): string {
  const refuse = (message: string): void => metrics.faults.add(metrics.pathOf('url'), message);
  const faultsBefore = metrics.faults.list.length;
  const text = metrics.httpAddress('url');
  if (metrics.faults.list.length > faultsBefore) return '';
  if (text === null) refuse('is missing');
  else if (!isAddress(text)) refuse('must be an http or https address');
  // It is in the messages that the console shows.
  else if (/^https?:\/\/[^/?#]*@/.test(text)) refuse('must not have a password in it');
  return text ?? '';
}

function isAddress(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}

function parseRequests(metrics: Fields): readonly RequestMetrics[] {
  const latency = nameOf(metrics, 'latency', METRIC_NAME);
  const requests = nameOf(metrics, 'requests', METRIC_NAME);
  const statusLabel = nameOf(metrics, 'statusLabel', LABEL_NAME);
  const unit = metrics.text('latencyUnit', 's');
  if (unit !== 's' && unit !== 'ms') metrics.faults.add(metrics.pathOf('latencyUnit'), 'must be "s" or "ms"');
  const latencyUnitsPerSecond = unit === 'ms' ? 1_000 : 1;
  const statusLabels = statusLabel === null ? STATUS_LABELS : [statusLabel];
  if (latency === null && metrics.has('latencyUnit'))
    metrics.faults.add(metrics.pathOf('latencyUnit'), 'is the unit of "latency", which is missing');
  if (latency !== null || requests !== null)
    return [{ latency, latencyUnitsPerSecond, requests, statusLabels }];
  return KNOWN_METRICS.map((known) => ({ ...known, statusLabels }));
}

function nameOf(metrics: Fields, key: string, pattern: RegExp): string | null {
  const name = metrics.text(key);
  if (name !== null && !pattern.test(name))
    metrics.faults.add(
      metrics.pathOf(key),
      `is not a name of a ${key === 'statusLabel' ? 'label' : 'metric'}`,
    );
  return name;
}
