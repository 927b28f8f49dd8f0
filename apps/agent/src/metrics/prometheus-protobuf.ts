import { isKnownSchema } from './native-histogram.js';
import type { NativeHistogram } from './native-histogram.js';
import type { TextSample } from './prometheus-text.js';
import { ProtobufReader } from './protobuf-reader.js';
import { MOST_SERIES, TooManySeries, Unreadable } from './unreadable.js';

/** A whole histogram, which has no words in the text format. */
export interface NativeSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly native: NativeHistogram;
}

export type Sample = TextSample | NativeSample;

const MOST_FAMILIES = 100_000;
const MOST_NATIVE_BUCKETS = 10_000;

/** Field numbers of `io.prometheus.client`. */
const FAMILY = { name: 1, metric: 4 };
const METRIC = { label: 1, gauge: 2, counter: 3, summary: 4, untyped: 5, histogram: 7 };
const LABEL = { name: 1, value: 2 };
const [VALUE, SAMPLE_COUNT] = [1, 1];
const HISTOGRAM = { bucket: 3, schema: 5, zeroThreshold: 6, zeroCount: 7, span: 12, delta: 13 };
const BUCKET = { cumulativeCount: 1, upperBound: 2 };
const SPAN = { offset: 1, length: 2 };

/** @throws Unreadable */
export function hasFamily(bytes: Buffer, names: ReadonlySet<string>): boolean {
  for (const [name] of families(bytes)) if (names.has(name)) return true;
  return false;
}

/**
 * Reads Prometheus' protobuf format, as what the text format says with several samples, but native histograms as they are;
 * buckets of the same histogram that a program chose itself are then left out.
 * @param names of the families that are wanted; the others are skipped without being read
 * @throws Unreadable
 */
export function* readPrometheusProtobuf(bytes: Buffer, names: ReadonlySet<string>): Generator<Sample> {
  let metrics = 0;
  for (const [name, family] of families(bytes)) {
    if (!names.has(name)) continue;
    while (family.next()) {
      if (family.field !== FAMILY.metric) continue;
      if ((metrics += 1) > MOST_SERIES) throw new TooManySeries();
      yield* samplesOf(name, family.message());
    }
  }
}

function* families(bytes: Buffer): Generator<readonly [name: string, family: ProtobufReader]> {
  const all = new ProtobufReader(bytes);
  let read = 0;
  for (let family = all.delimited(); family !== null; family = all.delimited()) {
    if ((read += 1) > MOST_FAMILIES) throw new Unreadable(`there are more than ${MOST_FAMILIES} metrics`);
    const fields = family.again();
    let name = '';
    while (fields.next()) if (fields.field === FAMILY.name) name = fields.text();
    yield [name, family];
  }
}

function* samplesOf(name: string, metric: ProtobufReader): Generator<Sample> {
  const labels = labelsOf(metric.again());
  while (metric.next()) {
    const { gauge, counter, summary, untyped, histogram } = METRIC;
    if (metric.field === histogram) yield* histogramSamples(name, labels, metric.message());
    else if (metric.field === summary)
      yield { name: `${name}_count`, labels, value: sampleCount(metric.message()) };
    else if (metric.field === counter || metric.field === untyped || metric.field === gauge)
      yield { name, labels, value: valueOf(metric.message()) };
  }
}

function labelsOf(metric: ProtobufReader): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  while (metric.next()) {
    if (metric.field !== METRIC.label) continue;
    const label = metric.message();
    let [name, value] = ['', ''];
    while (label.next()) {
      if (label.field === LABEL.name) name = label.text();
      if (label.field === LABEL.value) value = label.text();
    }
    labels.set(name, value);
  }
  return labels;
}

function valueOf(message: ProtobufReader): number {
  let value = 0;
  while (message.next()) if (message.field === VALUE) value = message.double();
  return value;
}

function sampleCount(message: ProtobufReader): number {
  let count = 0;
  while (message.next()) if (message.field === SAMPLE_COUNT) count = message.whole();
  return count;
}

function* histogramSamples(
  name: string,
  labels: ReadonlyMap<string, string>,
  message: ProtobufReader,
): Generator<Sample> {
  const value = sampleCount(message.again());
  yield { name: `${name}_count`, labels, value };
  const native = nativeOf(message.again());
  if (native !== null) return yield { name, labels, native };
  let last = Number.POSITIVE_INFINITY;
  while (message.next()) {
    if (message.field !== HISTOGRAM.bucket) continue;
    const [bound, count] = bucketOf(message.message());
    yield bucketSample(name, labels, bound, count);
    last = bound;
  }
  // The last bucket holds all, and need not be said.
  if (last !== Number.POSITIVE_INFINITY) yield bucketSample(name, labels, Number.POSITIVE_INFINITY, value);
}

function bucketSample(
  name: string,
  labels: ReadonlyMap<string, string>,
  bound: number,
  value: number,
): TextSample {
  const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
  return { name: `${name}_bucket`, labels: new Map([...labels, ['le', le]]), value };
}

function bucketOf(bucket: ProtobufReader): readonly [bound: number, count: number] {
  let [bound, count] = [0, 0];
  while (bucket.next()) {
    if (bucket.field === BUCKET.upperBound) bound = bucket.double();
    if (bucket.field === BUCKET.cumulativeCount) count = bucket.whole();
  }
  return [bound, count];
}

/** Null where the histogram has only buckets that its program chose itself, or counts in fractions. */
function nativeOf(histogram: ProtobufReader): NativeHistogram | null {
  let [schema, zeroThreshold, zeroCount] = [0, 0, 0];
  const spans: { readonly offset: number; readonly length: number }[] = [];
  const deltas: number[] = [];
  while (histogram.next()) {
    if (histogram.field === HISTOGRAM.schema) schema = histogram.signed();
    if (histogram.field === HISTOGRAM.zeroThreshold) zeroThreshold = histogram.double();
    if (histogram.field === HISTOGRAM.zeroCount) zeroCount = histogram.whole();
    if (histogram.field === HISTOGRAM.span) spans.push(spanOf(histogram.message()));
    if (histogram.field === HISTOGRAM.delta)
      for (const delta of histogram.allSigned())
        if (deltas.push(delta) > MOST_NATIVE_BUCKETS) throw tooMany();
    if (spans.length > MOST_NATIVE_BUCKETS) throw tooMany();
  }
  const isNative = spans.length > 0 || zeroThreshold > 0 || zeroCount > 0;
  const isFraction = deltas.length === 0 && spans.some(({ length }) => length > 0);
  if (!isNative || isFraction || !isKnownSchema(schema)) return null;
  return { schema, zeroThreshold, zeroCount, spans, deltas };
}

function spanOf(span: ProtobufReader): { readonly offset: number; readonly length: number } {
  let [offset, length] = [0, 0];
  while (span.next()) {
    if (span.field === SPAN.offset) offset = span.signed();
    if (span.field === SPAN.length) length = span.whole();
  }
  return { offset, length };
}

function tooMany(): Unreadable {
  return new Unreadable(`a histogram has more than ${MOST_NATIVE_BUCKETS} buckets`);
}
