import fc from 'fast-check';

import { GO_CLIENT } from './go-client.fixtures.js';
import { hasFamily, readPrometheusProtobuf } from './prometheus-protobuf.js';
import type { NativeSample } from './prometheus-protobuf.js';
import {
  delimited,
  double,
  family,
  message,
  metric,
  nativeHistogram,
  packed,
  signed,
  text,
  varint,
  whole,
} from './protobuf-writer.fixtures.js';
import { TooManySeries, Unreadable } from './unreadable.js';

const read = (bytes: Buffer, ...names: readonly string[]): readonly unknown[] =>
  [...readPrometheusProtobuf(bytes, new Set(names.length > 0 ? names : ['a']))].map((sample) => ({
    ...sample,
    labels: Object.fromEntries(sample.labels),
  }));

const nativeIn = (bytes: Buffer, name = 'a'): readonly NativeSample[] =>
  [...readPrometheusProtobuf(bytes, new Set([name]))].flatMap((sample) =>
    'native' in sample ? [sample] : [],
  );

const bucket = (bound: number, count: number): Buffer => message(3, whole(1, count), double(2, bound));

describe('what a program says in Prometheus’ protobuf format', () => {
  it('is the same samples as in the text format', () => {
    expect(read(GO_CLIENT.first, 'jobs_total', 'classic_seconds', 'sum_seconds')).toEqual([
      { name: 'classic_seconds_count', labels: {}, value: 2 },
      { name: 'classic_seconds_bucket', labels: { le: '0.1' }, value: 1 },
      { name: 'classic_seconds_bucket', labels: { le: '1' }, value: 1 },
      { name: 'classic_seconds_bucket', labels: { le: '+Inf' }, value: 2 },
      { name: 'jobs_total', labels: { code: '200' }, value: 7 },
      { name: 'sum_seconds_count', labels: {}, value: 1 },
    ]);
  });

  it('has native histograms as they are, instead of the buckets beside them', () => {
    const name = 'http_request_duration_seconds';
    const samples = read(GO_CLIENT.second, name);
    expect(samples).toMatchObject([
      { name: `${name}_count`, labels: { code: '200' }, value: 24 },
      { name, labels: { code: '200' }, native: { schema: 3, zeroThreshold: 2 ** -128, zeroCount: 0 } },
      { name: `${name}_count`, labels: { code: '503' }, value: 2 },
      {
        labels: { code: '503' },
        native: { schema: 3, zeroCount: 1, spans: [{ offset: 8, length: 1 }], deltas: [1] },
      },
    ]);
    expect(nativeIn(GO_CLIENT.empty, name)).toMatchObject([{ native: { spans: [], deltas: [] } }]);
  });

  it('knows the families that are announced without samples', () => {
    expect(hasFamily(family('a'), new Set(['a']))).toBe(true);
    expect(hasFamily(family('b'), new Set(['a']))).toBe(false);
  });

  it.each<[string, Buffer, readonly unknown[]]>([
    ['a gauge', metric({ b: 'c' }, message(2, double(1, 3))), [{ name: 'a', labels: { b: 'c' }, value: 3 }]],
    ['something without a type', metric({}, message(5, double(1, 4))), [{ name: 'a', labels: {}, value: 4 }]],
    ['a value that is left out', metric({}, message(3)), [{ name: 'a', labels: {}, value: 0 }]],
    ['nothing', metric({ b: 'c' }), []],
    [
      'labels behind its value',
      message(4, message(3, double(1, 1)), message(1, text(2, 'd'), text(1, 'b'))),
      [{ name: 'a', labels: { b: 'd' }, value: 1 }],
    ],
    [
      'its own last bucket',
      metric({}, message(7, whole(1, 3), bucket(1, 2), bucket(Number.POSITIVE_INFINITY, 3))),
      [
        { name: 'a_count', labels: {}, value: 3 },
        { name: 'a_bucket', labels: { le: '1' }, value: 2 },
        { name: 'a_bucket', labels: { le: '+Inf' }, value: 3 },
      ],
    ],
    [
      'a histogram without buckets',
      metric({}, message(7, whole(1, 3))),
      [{ name: 'a_count', labels: {}, value: 3 }],
    ],
    [
      'buckets of bounds that are told elsewhere',
      metric({}, nativeHistogram({ schema: -53, spans: [[0, 1]], deltas: [3] })),
      [{ name: 'a_count', labels: {}, value: 3 }],
    ],
    [
      'counts in fractions',
      metric({}, message(7, whole(1, 1), message(12, whole(2, 1)), message(14, double(1, 1)))),
      [{ name: 'a_count', labels: {}, value: 1 }],
    ],
    [
      'fields that are not known',
      metric({}, message(3, whole(90, 1), double(91, 1), text(92, 'x'), double(1, 5)), whole(6, 2 ** 63)),
      [{ name: 'a', labels: {}, value: 5 }],
    ],
  ])('is read with %s', (_, written, samples) => {
    expect(read(Buffer.concat([family('b', metric({}, message(3))), family('a', written)]))).toEqual(samples);
  });

  it('is read with counts that each have a field of their own, or one for all', () => {
    const spans = [message(12, signed(1, -3), whole(2, 2)), message(12, whole(1, 2), whole(2, 1))];
    for (const deltas of [[packed(13, [4, -1, 2])], [signed(13, 4), packed(13, [-1]), signed(13, 2)]]) {
      const written = family('a', metric({}, message(7, signed(5, -1), ...spans, ...deltas)));
      expect(nativeIn(written)[0]?.native).toMatchObject({
        schema: -1,
        spans: [
          { offset: -3, length: 2 },
          { offset: 1, length: 1 },
        ],
        deltas: [4, -1, 2],
      });
    }
  });

  const many = (length: number, part: Buffer): Buffer => Buffer.concat(Array.from({ length }, () => part));

  it.each<[string, Buffer, string]>([
    ['an answer that is cut off', GO_CLIENT.second.subarray(0, 390), 'cut off'],
    ['a length beyond its end', Buffer.concat([varint(2 ** 40), Buffer.from('a')]), 'cut off'],
    ['a field that ends behind its message', delimited(Buffer.from([10, 100, 97])), 'cut off'],
    ['a number without end', Buffer.alloc(20, 255), 'a number without end'],
    ['a group', delimited(Buffer.from([11])), 'a field of no known kind'],
    ['a name that is a number', delimited(whole(1, 5)), 'field 1 is of another kind'],
    ['a count beyond exact ones', family('a', metric({}, message(7, whole(1, 2 ** 60)))), 'beyond exact'],
    [
      'a histogram of too many buckets',
      family('a', metric({}, nativeHistogram({ deltas: Array.from({ length: 10_001 }, () => 0) }))),
      'more than 10000 buckets',
    ],
    [
      'a histogram of too many spans',
      family('a', metric({}, message(7, many(10_001, message(12))))),
      'more than 10000 buckets',
    ],
    ['more names than anybody means', many(100_001, varint(0)), 'more than 100000 metrics'],
  ])('is refused with %s', (_, bytes, why) => {
    expect(() => read(bytes)).toThrow(Unreadable);
    expect(() => read(bytes)).toThrow(why);
  });

  it('is refused with more series than anybody means', () => {
    expect(() => read(family('a', many(5_001, metric({}))))).toThrow(TooManySeries);
  });

  it('is read or refused, and nothing else, whatever it is', () => {
    const all = Object.values(GO_CLIENT);
    const spoiled = fc.tuple(fc.constantFrom(...all), fc.nat(500), fc.nat(255), fc.nat(500)).map((how) => {
      const [bytes, place, byte, length] = how;
      const copy = Buffer.from(bytes.subarray(0, Math.max(1, length)));
      copy[place % copy.length] = byte;
      return copy;
    });
    const noise = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(spoiled, noise), (bytes) => {
        try {
          read(bytes, 'http_request_duration_seconds', 'classic_seconds', 'jobs_total', '');
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 500 },
    );
  });
});
