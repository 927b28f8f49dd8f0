import { wordsIn } from './words.js';

/** A Prometheus-compatible server that is asked, and how its labels name what the console knows. */
export interface PrometheusSettings {
  readonly server: OutsideServer | undefined;
  readonly alertmanager: OutsideServer | undefined;
  readonly labels: PrometheusLabels;
  /** Histograms of how long requests took, in seconds, without the ending of their buckets. */
  readonly metrics: readonly string[];
}

export interface OutsideServer {
  /** Without a slash at its end, and without who asks. */
  readonly url: string;
  /** The header that says who asks; absent: nobody says. */
  readonly authorization: string | undefined;
}

/** In which label the series say it. */
export interface PrometheusLabels {
  readonly bin: string;
  readonly node: string;
  readonly version: string;
  readonly environment: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const USUAL_LABELS: PrometheusLabels = {
  bin: 'job',
  node: 'instance',
  version: 'version',
  environment: 'environment',
};
const USUAL_METRICS = ['http_server_request_duration_seconds', 'http_request_duration_seconds'];

export function prometheusSettings(env: Env, faults: string[]): PrometheusSettings {
  const metrics = wordsIn(env['PROMETHEUS_METRICS']);
  if (!metrics.every((name) => /^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/.test(name)) || metrics.length > 20)
    faults.push('PROMETHEUS_METRICS must be at most 20 names of histograms, with a space between them');
  return {
    server: serverIn(env, 'PROMETHEUS_URL', faults),
    alertmanager: serverIn(env, 'ALERTMANAGER_URL', faults),
    labels: labelsIn(env, faults),
    metrics: metrics.length > 0 ? metrics : USUAL_METRICS,
  };
}

function serverIn(env: Env, name: string, faults: string[]): OutsideServer | undefined {
  const text = env[name]?.trim() ?? '';
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    faults.push(`${name} must be a URL that begins with http:// or https:// and has neither ? nor #`);
    return undefined;
  }
  const who = [url.username, url.password].map(decoded).join(':');
  url.username = url.password = '';
  return {
    url: url.href.replace(/\/$/, ''),
    authorization: who === ':' ? undefined : `Basic ${Buffer.from(who).toString('base64')}`,
  };
}

function labelsIn(env: Env, faults: string[]): PrometheusLabels {
  const pairs = wordsIn(env['PROMETHEUS_LABELS']).map((word) => word.split('='));
  const isKnown = pairs.every(
    ([what = '', label = '', more]) =>
      Object.hasOwn(USUAL_LABELS, what) && /^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/.test(label) && more === undefined,
  );
  if (isKnown) return { ...USUAL_LABELS, ...(Object.fromEntries(pairs) as Partial<PrometheusLabels>) };
  const known = Object.entries(USUAL_LABELS).map(([what, label]) => `${what}=${label}`);
  faults.push(`PROMETHEUS_LABELS must be pairs such as ${known.join(' ')}`);
  return USUAL_LABELS;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
