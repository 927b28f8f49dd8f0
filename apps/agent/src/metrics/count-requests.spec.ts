import { Totals } from '@release-console/metrics-core';
import {
  countedRequests,
  growthOfRequests,
  requestTotals,
  type CountedRequests,
  type RequestTotal,
} from './count-requests.js';
import type { NativeSample } from './prometheus-protobuf.js';
import { readPrometheusText } from './prometheus-text.js';
import { KNOWN_METRICS, sampleNames, type RequestMetrics } from './request-metrics.js';
import { TooManySeries } from './unreadable.js';

const [SECONDS, MILLISECONDS, , COUNTER] = KNOWN_METRICS as readonly [
  RequestMetrics,
  RequestMetrics,
  RequestMetrics,
  RequestMetrics,
];

function between(metrics: RequestMetrics, before: string, after: string): CountedRequests {
  const totals = new Totals<RequestTotal>(growthOfRequests);
  const read = (text: string): ReturnType<(typeof totals)['grown']> =>
    totals.grown({
      run: null,
      counted: requestTotals(
        readPrometheusText(text, (name) => sampleNames(metrics).includes(name)),
        metrics,
      ),
    });
  read(before);
  return countedRequests(read(after) ?? new Map(), metrics);
}

/** A histogram as a program writes it. */
function histogram(labels: string, bounds: readonly [string, number][], name = SECONDS.latency): string {
  const count = bounds.at(-1)?.[1] ?? 0;
  return [
    ...bounds.map(([le, total]) => `${name}_bucket{${labels},le="${le}"} ${total}`),
    `${name}_sum{${labels}} 1`,
    `${name}_count{${labels}} ${count}`,
  ].join('\n');
}

const data = ({ requests, errors, latencies }: CountedRequests): unknown => ({
  requests,
  errors,
  latencies: latencies.map((each) => each.data()),
});

describe('the requests of a program between two looks', () => {
  it('are those of all its series, failed ones by their status, and how long they took', () => {
    const ok = 'http_response_status_code="200",http_route="/a"';
    const other = 'http_response_status_code="404",http_route="/b"';
    const failed = 'http_response_status_code="503",http_route="/a"';
    const before = [
      histogram(ok, [
        ['0.1', 5],
        ['1', 9],
        ['+Inf', 10],
      ]),
      histogram(other, [
        ['0.1', 1],
        ['1', 1],
        ['+Inf', 1],
      ]),
    ];
    const after = [
      histogram(ok, [
        ['0.1', 7],
        ['1', 14],
        ['+Inf', 16],
      ]),
      histogram(other, [
        ['0.1', 2],
        ['1', 2],
        ['+Inf', 2],
      ]),
      // It was not there before: all of it is new.
      histogram(failed, [
        ['0.1', 0],
        ['1', 1],
        ['+Inf', 3],
      ]),
    ];
    expect(data(between(SECONDS, before.join('\n'), after.join('\n')))).toEqual({
      requests: 10,
      errors: 3,
      latencies: [{ bounds: [0.1, 1], counts: [3, 4, 3] }],
    });
  });

  it('took seconds, also where the program counts milliseconds', () => {
    const text = (count: number): string =>
      histogram(
        'http_status_code="200"',
        [
          ['50', count],
          ['+Inf', count],
        ],
        MILLISECONDS.latency,
      );
    expect(data(between(MILLISECONDS, text(1), text(4)))).toEqual({
      requests: 3,
      errors: 0,
      latencies: [{ bounds: [0.05], counts: [3, 0] }],
    });
  });

  it('are only counted where the program has no histogram', () => {
    const text = (ok: number, bad: number): string =>
      `http_requests_total{code="200"} ${ok}\nhttp_requests_total{code="500"} ${bad}\nhttp_requests_total{code="5xx"} 1`;
    expect(data(between(COUNTER, text(10, 1), text(15, 3)))).toEqual({
      requests: 7,
      errors: 2,
      latencies: [],
    });
  });

  it('are counted from nothing after it was started anew', () => {
    const text = (count: number): string => `http_requests_total{code="200"} ${count}`;
    expect(between(COUNTER, text(1_000), text(3)).requests).toBe(3);
  });

  it('are read from what makes sense of it', () => {
    const odd = [
      'http_server_request_duration_seconds_bucket{le="0.1"} 5',
      'http_server_request_duration_seconds_bucket{le="x"} 5',
      'http_server_request_duration_seconds_bucket{route="a",le="0.1"} NaN',
      'http_server_request_duration_seconds_bucket{route="a",le="+Inf"} 2',
      'http_server_request_duration_seconds_count{route="b"} -1',
    ].join('\n');
    expect(data(between(SECONDS, '', odd))).toEqual({
      requests: 0,
      errors: 0,
      latencies: [{ bounds: [], counts: [2] }],
    });
  });

  it('are not counted twice when the program goes on counting while it is asked', () => {
    const torn = histogram('a="b"', [
      ['0.1', 10],
      ['1', 21],
      ['+Inf', 21],
    ]);
    const whole = histogram('a="b"', [
      ['0.1', 11],
      ['1', 21],
      ['+Inf', 21],
    ]);
    expect(data(between(SECONDS, torn, whole))).toMatchObject({
      requests: 0,
      latencies: [{ counts: [1, 0, 0] }],
    });
  });

  const native = (labels: Readonly<Record<string, string>>, ...buckets: readonly number[]): NativeSample => ({
    name: MILLISECONDS.latency ?? '',
    labels: new Map(Object.entries(labels)),
    native: {
      schema: 0,
      zeroThreshold: 0,
      zeroCount: 0,
      spans: [{ offset: 1, length: buckets.length }],
      deltas: buckets.map((count, place) => count - (buckets[place - 1] ?? 0)),
    },
  });

  it('took seconds, also where the program counts milliseconds in exponential buckets', () => {
    const totals = new Totals<RequestTotal>(growthOfRequests);
    const read = (...samples: readonly NativeSample[]): CountedRequests | null => {
      const grown = totals.grown({ run: null, counted: requestTotals(samples, MILLISECONDS) });
      return grown && countedRequests(grown, MILLISECONDS);
    };
    read(native({ a: 'b' }, 1, 0, 7));
    // Up to 2, 4 and 8 ms, which is a thousandth of 1,024 of them more than in seconds.
    const counted = read(native({ a: 'b' }, 1, 2, 7), native({ a: 'c' }, 3));
    expect(counted?.exponential?.cells()).toEqual([
      { from: 2 ** -10, to: 2 ** -9, count: 3 },
      { from: 2 ** -9, to: 2 ** -8, count: 2 },
    ]);
    expect(counted).toMatchObject({ requests: 0, latencies: [] });
  });

  it('are refused with more exponential buckets than anybody means', () => {
    const wide = Array.from({ length: 22 }, () => 1);
    const samples = Array.from({ length: 4_900 }, (_, id) => native({ id: String(id) }, ...wide));
    expect(() => requestTotals(samples, MILLISECONDS)).toThrow(TooManySeries);
    expect(requestTotals(samples.slice(0, 4_500), MILLISECONDS).size).toBe(4_500);
  });

  it('are refused with more buckets than anybody means', () => {
    const bounds = Array.from({ length: 201 }, (_, place): [string, number] => [String(place + 1), 1]);
    expect(() => between(SECONDS, '', histogram('a="b"', bounds))).toThrow(TooManySeries);
  });

  it('are refused where there are more series than anybody means', () => {
    const text = Array.from({ length: 5_001 }, (_, id) => `http_requests_total{user="${id}"} 1`).join('\n');
    expect(() => between(COUNTER, '', text)).toThrow(TooManySeries);
  });
});
