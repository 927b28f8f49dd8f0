import { field, textOf } from '../foreign-json.js';

/** How long requests took since the stream began, or since the point before. */
export interface OtlpPoint {
  /** The same for points of one stream. */
  readonly stream: string;
  readonly isFailed: boolean;
  readonly isCumulative: boolean;
  /** When the stream began, and when it was read, by the clock of the program, in seconds since 1970. */
  readonly start: number;
  readonly time: number;
  readonly count: number;
  /** 1 where values are seconds, 0.001 for milliseconds. */
  readonly unitSeconds: number;
  readonly buckets: OtlpBuckets;
}

export type OtlpBuckets =
  | { readonly kind: 'explicit'; readonly bounds: readonly number[]; readonly counts: readonly number[] }
  | {
      readonly kind: 'exponential';
      readonly scale: number;
      readonly offset: number;
      readonly zeroCount: number;
      readonly counts: readonly number[];
    };

/** What one program told. */
export interface OtlpResource {
  readonly attributes: ReadonlyMap<string, string>;
  readonly points: readonly OtlpPoint[];
  /** Points that should be of requests and make no sense. */
  readonly rejected: number;
}

/** Names of the metric, by the conventions of today and of before, and what their values are. */
const DURATIONS: ReadonlyMap<string, number> = new Map([
  ['http.server.request.duration', 1],
  ['http.server.duration', 0.001],
]);

/** Where a request's outcome is, by the conventions of today and of before. */
const STATUS_ATTRIBUTES = ['http.response.status_code', 'http.status_code'];

export const MOST_RESOURCES = 500;
export const MOST_POINTS_PER_RESOURCE = 5_000;
const MOST_BUCKETS = 400;
const MOST_DOUBLINGS = 1_000;
/** Whatever is added up of it for a year must still be a number that PostgreSQL takes. */
const MOST_COUNTED = 1e12;
const DELTA = 1;
const CUMULATIVE = 2;
/** Says that there was nothing to read. */
const NO_RECORDED_VALUE = 1;

/** Takes what it knows out of a request, which may come from anybody's library: what is not known is skipped. */
export function readResources(request: unknown): readonly OtlpResource[] {
  return listOf(field(request, 'resourceMetrics'))
    .slice(0, MOST_RESOURCES)
    .map((resource) => {
      const metrics = listOf(field(resource, 'scopeMetrics')).flatMap((scope) =>
        listOf(field(scope, 'metrics')),
      );
      const read = metrics.flatMap(pointsOf);
      const points = read.filter((point) => point !== null).slice(0, MOST_POINTS_PER_RESOURCE);
      const attributes = attributesOf(field(field(resource, 'resource'), 'attributes'));
      return { attributes, points, rejected: read.length - points.length };
    });
}

function pointsOf(metric: unknown): readonly (OtlpPoint | null)[] {
  const name = textOf(field(metric, 'name'));
  const usual = DURATIONS.get(name);
  if (usual === undefined) return [];
  const unitSeconds = { s: 1, ms: 0.001 }[textOf(field(metric, 'unit'))] ?? usual;
  const [explicit, exponential] = [field(metric, 'histogram'), field(metric, 'exponentialHistogram')];
  return [
    ...listOf(field(explicit, 'dataPoints')).map((point) =>
      pointOf(point, { name, unitSeconds, parent: explicit, buckets: explicitBuckets(point) }),
    ),
    ...listOf(field(exponential, 'dataPoints')).map((point) =>
      pointOf(point, { name, unitSeconds, parent: exponential, buckets: exponentialBuckets(point) }),
    ),
  ];
}

function pointOf(
  point: unknown,
  {
    name,
    unitSeconds,
    parent,
    buckets,
  }: {
    readonly name: string;
    readonly unitSeconds: number;
    readonly parent: unknown;
    readonly buckets: OtlpBuckets | null;
  },
): OtlpPoint | null {
  const temporality = temporalityOf(field(parent, 'aggregationTemporality'));
  const attributes = attributesOf(field(point, 'attributes'));
  const [start, time] = [field(point, 'startTimeUnixNano'), field(point, 'timeUnixNano')].map(secondsOf);
  const count = numberOf(field(point, 'count'));
  const isEmpty = (numberOf(field(point, 'flags')) & NO_RECORDED_VALUE) !== 0;
  if (!buckets || temporality === null || isEmpty || !areCounts([count]) || !time) return null;
  const kind = buckets.kind === 'explicit' ? buckets.bounds.join(' ') : 'exponential';
  const stream = JSON.stringify([name, kind, [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))]);
  const isCumulative = temporality === CUMULATIVE;
  return {
    stream,
    isFailed: isFailed(attributes),
    isCumulative,
    start: start ?? 0,
    time,
    count,
    unitSeconds,
    buckets,
  };
}

/** HTTP's 5xx, or another kind of error where there is no status. */
function isFailed(attributes: ReadonlyMap<string, string>): boolean {
  const status = STATUS_ATTRIBUTES.map((name) => attributes.get(name)).find((value) => value !== undefined);
  if (status !== undefined) return /^5\d\d$/.test(status);
  return (attributes.get('error.type') ?? '') !== '';
}

function explicitBuckets(point: unknown): OtlpBuckets | null {
  const bounds = listOf(field(point, 'explicitBounds')).map(numberOf);
  const counts = listOf(field(point, 'bucketCounts')).map(numberOf);
  const isAscending = bounds.every((bound, place) => place === 0 || bound > (bounds[place - 1] ?? NaN));
  const isWhole = counts.length === bounds.length + 1 && counts.length <= MOST_BUCKETS;
  if (!isWhole || !isAscending || !areCounts(counts) || !bounds.every(Number.isFinite)) return null;
  return { kind: 'explicit', bounds, counts };
}

function exponentialBuckets(point: unknown): OtlpBuckets | null {
  const positive = field(point, 'positive');
  const counts = listOf(field(positive, 'bucketCounts')).map(numberOf);
  const [scale, offset] = [numberOf(field(point, 'scale') ?? 0), numberOf(field(positive, 'offset') ?? 0)];
  const zeroCount = numberOf(field(point, 'zeroCount') ?? 0);
  const isKnown = Number.isInteger(scale) && scale >= -10 && scale <= 20 && Number.isInteger(offset);
  // Doublings away from one second beyond which there are no numbers.
  const isNumber =
    Math.max(Math.abs(offset), Math.abs(offset + counts.length)) * 2 ** -scale <= MOST_DOUBLINGS;
  if (!isKnown || !isNumber || counts.length > MOST_BUCKETS || !areCounts([zeroCount, ...counts]))
    return null;
  return { kind: 'exponential', scale, offset, zeroCount, counts };
}

function areCounts(counts: readonly number[]): boolean {
  return counts.every((count) => count >= 0 && count <= MOST_COUNTED);
}

function attributesOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    listOf(value).flatMap((attribute): [string, string][] => {
      const inner = field(attribute, 'value');
      const told = ['stringValue', 'intValue', 'doubleValue', 'boolValue'].map((name) => field(inner, name));
      const found = told.find((each) => each !== undefined && each !== null);
      const isPlain = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
      return isPlain ? [[textOf(field(attribute, 'key')), String(found).slice(0, 200)]] : [];
    }),
  );
}

/** Numbers in protobuf and by the specification; names too, from libraries that print enums. */
function temporalityOf(value: unknown): typeof DELTA | typeof CUMULATIVE | null {
  if (value === DELTA || value === 'AGGREGATION_TEMPORALITY_DELTA') return DELTA;
  return value === CUMULATIVE || value === 'AGGREGATION_TEMPORALITY_CUMULATIVE' ? CUMULATIVE : null;
}

function secondsOf(nanoseconds: unknown): number {
  return numberOf(nanoseconds) / 1e9;
}

/** 64-bit numbers are texts in JSON. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
