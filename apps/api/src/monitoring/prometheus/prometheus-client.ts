import { Inject, Injectable } from '@nestjs/common';
import { Outgoing } from '../../platform/outgoing/index.js';
import { SETTINGS, type OutsideServer, type Settings } from '../../platform/settings/index.js';
import { field, textOf } from '../foreign-json.js';
import { OutsideFault } from './outside-fault.js';
import { askJson } from './outside-json.js';

/** One series at one moment. */
export interface PrometheusSample {
  readonly labels: Readonly<Record<string, string>>;
  /** When it was asked for, in seconds since 1970. */
  readonly at: number;
  /** Null for a native histogram. */
  readonly value: number | null;
  /** Of a native histogram: bounds and counts as Prometheus tells them, each [rule, from, to, count]. */
  readonly buckets: readonly (readonly [number, number, number])[] | null;
}

export interface Asking {
  /** In seconds since 1970; absent: now. */
  readonly at?: number;
  readonly timeoutMs?: number;
}

const ANSWER_MS = 10_000;
/** Of a hundred thousand series. */
const MOST_BYTES = 64 * 1024 ** 2;

/** Asks the Prometheus-compatible server that the settings name. */
@Injectable()
export class PrometheusClient {
  private readonly server: OutsideServer | undefined;

  constructor(
    private readonly outgoing: Outgoing,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.server = settings.prometheus.server;
  }

  get isConfigured(): boolean {
    return this.server !== undefined;
  }

  /** Throws OutsideFault. */
  async query(
    query: string,
    { at, timeoutMs = ANSWER_MS }: Asking = {},
  ): Promise<readonly PrometheusSample[]> {
    if (!this.server) throw new OutsideFault('no Prometheus server is configured (PROMETHEUS_URL)', true);
    const form = new URLSearchParams({ query, timeout: `${timeoutMs}ms` });
    if (at !== undefined) form.set('time', String(at));
    const question = { path: '/api/v1/query', form, timeoutMs, maxBytes: MOST_BYTES };
    return samplesOf(field(await askJson(this.outgoing, this.server, question), 'data'));
  }
}

function samplesOf(data: unknown): readonly PrometheusSample[] {
  const [type, result] = [textOf(field(data, 'resultType')), field(data, 'result')];
  if (type === 'scalar') return [sampleOf({ value: result })];
  if (type !== 'vector' || !Array.isArray(result))
    throw new OutsideFault('the query answers with neither a number nor a vector of the moment', true);
  return result.map(sampleOf);
}

function sampleOf(series: unknown): PrometheusSample {
  const labels = (field(series, 'metric') ?? {}) as Readonly<Record<string, string>>;
  const [plain, native] = [field(series, 'value'), field(series, 'histogram')];
  if (Array.isArray(native))
    return { labels, at: Number(native[0]), value: null, buckets: bucketsOf(native[1]) };
  if (!Array.isArray(plain)) throw new OutsideFault('its answer is none of Prometheus');
  return { labels, at: Number(plain[0]), value: numberOf(plain[1]), buckets: null };
}

function bucketsOf(histogram: unknown): PrometheusSample['buckets'] {
  const buckets = field(histogram, 'buckets');
  if (!Array.isArray(buckets)) return [];
  return buckets.map((bucket) => {
    const [, from, to, count] = Array.isArray(bucket) ? bucket : [];
    return [numberOf(from), numberOf(to), numberOf(count)] as const;
  });
}

/** As Prometheus writes it: a text, so that it may be +Inf. */
function numberOf(value: unknown): number {
  const text = String(value);
  if (/^[+]?Inf$/.test(text)) return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}
