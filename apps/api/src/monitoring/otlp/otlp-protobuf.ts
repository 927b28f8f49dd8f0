import protobuf from 'protobufjs/light.js';

type Fields = Record<string, { type: string; id: number; rule?: 'repeated' }>;

const message = (fields: Fields): { fields: Fields } => ({ fields });

/** What of OpenTelemetry's protocol is needed here; all other fields are skipped. */
const ROOT = protobuf.Root.fromJSON({
  nested: {
    Request: message({ resourceMetrics: { rule: 'repeated', type: 'ResourceMetrics', id: 1 } }),
    ResourceMetrics: message({
      resource: { type: 'Resource', id: 1 },
      scopeMetrics: { rule: 'repeated', type: 'ScopeMetrics', id: 2 },
    }),
    Resource: message({ attributes: { rule: 'repeated', type: 'KeyValue', id: 1 } }),
    KeyValue: message({ key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } }),
    AnyValue: message({
      stringValue: { type: 'string', id: 1 },
      boolValue: { type: 'bool', id: 2 },
      intValue: { type: 'int64', id: 3 },
      doubleValue: { type: 'double', id: 4 },
    }),
    ScopeMetrics: message({ metrics: { rule: 'repeated', type: 'Metric', id: 2 } }),
    Metric: message({
      name: { type: 'string', id: 1 },
      unit: { type: 'string', id: 3 },
      histogram: { type: 'Histogram', id: 9 },
      exponentialHistogram: { type: 'ExponentialHistogram', id: 10 },
    }),
    Histogram: message({
      dataPoints: { rule: 'repeated', type: 'HistogramPoint', id: 1 },
      aggregationTemporality: { type: 'int32', id: 2 },
    }),
    HistogramPoint: message({
      startTimeUnixNano: { type: 'fixed64', id: 2 },
      timeUnixNano: { type: 'fixed64', id: 3 },
      count: { type: 'fixed64', id: 4 },
      bucketCounts: { rule: 'repeated', type: 'fixed64', id: 6 },
      explicitBounds: { rule: 'repeated', type: 'double', id: 7 },
      attributes: { rule: 'repeated', type: 'KeyValue', id: 9 },
      flags: { type: 'uint32', id: 10 },
    }),
    ExponentialHistogram: message({
      dataPoints: { rule: 'repeated', type: 'ExponentialPoint', id: 1 },
      aggregationTemporality: { type: 'int32', id: 2 },
    }),
    ExponentialPoint: message({
      attributes: { rule: 'repeated', type: 'KeyValue', id: 1 },
      startTimeUnixNano: { type: 'fixed64', id: 2 },
      timeUnixNano: { type: 'fixed64', id: 3 },
      count: { type: 'fixed64', id: 4 },
      scale: { type: 'sint32', id: 6 },
      zeroCount: { type: 'fixed64', id: 7 },
      positive: { type: 'Buckets', id: 8 },
      flags: { type: 'uint32', id: 10 },
    }),
    Buckets: message({
      offset: { type: 'sint32', id: 1 },
      bucketCounts: { rule: 'repeated', type: 'uint64', id: 2 },
    }),
    Response: message({ partialSuccess: { type: 'PartialSuccess', id: 1 } }),
    PartialSuccess: message({
      rejectedDataPoints: { type: 'int64', id: 1 },
      errorMessage: { type: 'string', id: 2 },
    }),
  },
});

const REQUEST = ROOT.lookupType('Request');
const RESPONSE = ROOT.lookupType('Response');

/** The same shape as its JSON. @throws Error for bytes that are none */
export function decodeRequest(bytes: Uint8Array): unknown {
  return REQUEST.toObject(REQUEST.decode(bytes), { longs: Number });
}

export function encodeResponse(response: object): Uint8Array {
  return RESPONSE.encode(RESPONSE.fromObject(response)).finish();
}
