import { hasFamily, readPrometheusProtobuf } from './prometheus-protobuf.js';
import type { Sample } from './prometheus-protobuf.js';
import { readPrometheusText } from './prometheus-text.js';
import { familyNames, sampleNames } from './request-metrics.js';
import type { RequestMetrics } from './request-metrics.js';

/** What a program says about itself, in one of Prometheus' formats. */
export interface Exposition {
  readonly format: 'text' | 'protobuf';
  /**
   * Also before the first request, where the metric is announced and has no samples yet.
   * @throws Unreadable
   */
  tells(metrics: RequestMetrics): boolean;
  /** @throws Unreadable */
  samples(metrics: RequestMetrics): Iterable<Sample>;
}

const PROTOBUF = 'application/vnd.google.protobuf';

/** Only the first of them has exponential histograms. */
export const ACCEPT = [
  `${PROTOBUF};proto=io.prometheus.client.MetricFamily;encoding=delimited`,
  'application/openmetrics-text;version=1.0.0;q=0.9',
  'text/plain;version=0.0.4;q=0.8',
  '*/*;q=0.1',
].join(',');

export function expositionOf(contentType: string | undefined, bytes: Buffer): Exposition {
  const isProtobuf = contentType?.trim().toLowerCase().startsWith(PROTOBUF) ?? false;
  return isProtobuf ? protobufExposition(bytes) : textExposition(bytes.toString('utf8'));
}

function protobufExposition(bytes: Buffer): Exposition {
  return {
    format: 'protobuf',
    tells: (metrics) => hasFamily(bytes, familyNames(metrics)),
    samples: (metrics) => readPrometheusProtobuf(bytes, familyNames(metrics)),
  };
}

function textExposition(text: string): Exposition {
  return {
    format: 'text',
    tells: (metrics) => isToldIn(text, metrics),
    samples: (metrics) => {
      const wanted = new Set(sampleNames(metrics));
      return readPrometheusText(text, (name) => wanted.has(name));
    },
  };
}

function isToldIn(text: string, metrics: RequestMetrics): boolean {
  const names = [metrics.requests ?? metrics.latency ?? ''];
  // OpenMetrics announces a counter without its ending.
  const announced = names.flatMap((name) => [name, name.replace(/_total$/, '')]);
  return (
    announced.some((name) => text.includes(`# TYPE ${name} `)) ||
    sampleNames(metrics).some((name) => text.startsWith(name) || text.includes(`\n${name}`))
  );
}
