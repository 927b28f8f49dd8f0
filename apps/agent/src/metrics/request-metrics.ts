/** Which metrics of a program are its requests, and which of those are failed ones. */
export interface RequestMetrics {
  /** A histogram of how long requests take; its count is the number of requests. */
  readonly latency: string | null;
  /** 1 where it counts seconds, 1,000 for milliseconds. */
  readonly latencyUnitsPerSecond: number;
  /** A counter of requests; null where the histogram counts them. */
  readonly requests: string | null;
  /** Labels that say how a request ended; the first that a sample has counts. */
  readonly statusLabels: readonly string[];
}

export const STATUS_LABELS = [
  'http_response_status_code',
  'http_status_code',
  'status_code',
  'code',
  'status',
];

/** What programs call their requests when nobody says otherwise: OpenTelemetry's names first, then common ones. */
export const KNOWN_METRICS: readonly RequestMetrics[] = [
  { latency: 'http_server_request_duration_seconds', latencyUnitsPerSecond: 1, requests: null },
  { latency: 'http_server_duration_milliseconds', latencyUnitsPerSecond: 1_000, requests: null },
  { latency: 'http_request_duration_seconds', latencyUnitsPerSecond: 1, requests: null },
  { latency: null, latencyUnitsPerSecond: 1, requests: 'http_requests_total' },
].map((metrics) => ({ ...metrics, statusLabels: STATUS_LABELS }));

/** The names of the samples that are needed. */
export function sampleNames({ latency, requests }: RequestMetrics): readonly string[] {
  return [
    ...(latency === null ? [] : [`${latency}_bucket`, `${latency}_count`]),
    ...(requests === null ? [] : [requests]),
  ];
}

/** The names of the families that these samples may be of. */
export function familyNames(metrics: RequestMetrics): ReadonlySet<string> {
  return new Set(sampleNames(metrics).flatMap((name) => [name, name.replace(/_(bucket|count)$/, '')]));
}

/** Did the request fail? HTTP's 5xx, or OpenTelemetry's `error_type` where there is no status. */
export function isFailed(labels: ReadonlyMap<string, string>, { statusLabels }: RequestMetrics): boolean {
  const status = statusLabels.map((label) => labels.get(label)).find((value) => value !== undefined);
  if (status !== undefined) return /^5(\d\d|xx)$/i.test(status);
  return (labels.get('error_type') ?? '') !== '';
}
