import { growthOf } from '../otlp/otlp-growth.js';
import { figuresOf } from '../otlp/otlp-figures.js';
import type { PrometheusSample } from './prometheus-client.js';
import { programsIn } from './prometheus-points.js';

const LABELS = { bin: 'job', node: 'instance', version: 'version', environment: 'environment' };

function classic(at: number, told: Readonly<Record<string, number>>, more: object = {}): PrometheusSample[] {
  const labels = { __name__: 'd_bucket', job: 'shop', instance: 'n1:80', code: '200', ...more };
  return Object.entries(told).map(([le, value]) => ({ labels: { ...labels, le }, at, value, buckets: null }));
}

describe('series of Prometheus', () => {
  it('are told apart by program, and by outcome within', () => {
    const samples = [
      ...classic(0, { '0.1': 3, '1': 5, '+Inf': 6 }),
      ...classic(0, { '+Inf': 2, '0.1': 0, '1': 1 }, { code: '503' }),
      ...classic(0, { '0.1': 1, '1': 1, '+Inf': 1 }, { instance: 'n2:80', version: '2.0.0' }),
    ];
    const programs = programsIn(samples, LABELS);
    expect(programs).toMatchObject([
      {
        bin: 'shop',
        node: 'n1:80',
        version: null,
        points: [
          { count: 6, isFailed: false, buckets: { kind: 'explicit', bounds: [0.1, 1], counts: [3, 2, 1] } },
          { count: 2, isFailed: true, buckets: { counts: [0, 1, 1] } },
        ],
      },
      { bin: 'shop', node: 'n2:80', version: '2.0.0', points: [{ count: 1 }] },
    ]);
  });

  it('grow by what is new, and begin anew when a program does', () => {
    const at = (
      time: number,
      counts: readonly [number, number],
    ): ReturnType<typeof programsIn>[number]['points'] =>
      programsIn(classic(time, { '0.1': counts[0], '+Inf': counts[1] }), LABELS)[0]?.points ?? [];
    const first = growthOf(at(1_000, [50, 60]), {});
    expect(figuresOf(first).requests).toBe(0);
    const second = growthOf(at(1_010, [55, 70]), first.known);
    expect(figuresOf(second).requests).toBe(10);
    const restarted = growthOf(at(1_020, [2, 3]), second.known);
    expect(figuresOf(restarted).requests).toBe(3);
  });

  it.each([
    ['without its whole', { '0.1': 3, '1': 5 }],
    ['that shrinks on the way up', { '0.1': 3, '1': 2, '+Inf': 6 }],
    ['of no number', { '0.1': Number.NaN, '+Inf': 6 }],
  ])('leave out a histogram %s', (_, told) => {
    expect(programsIn(classic(0, told), LABELS)).toEqual([]);
  });

  it.each([0, 3, 8, -2])('take native histograms of schema %d', (schema) => {
    const base = 2 ** (2 ** -schema);
    const bound = (index: number): number => base ** index;
    const labels = { __name__: 'd', job: 'shop', instance: 'n1' };
    const buckets = [
      [-0.001, 0.001, 4],
      [bound(-3), bound(-2), 1],
      [bound(-1), bound(0), 2],
      [bound(2), bound(3), 5],
    ] as const;
    const [program] = programsIn([{ labels, at: 7, value: null, buckets }], LABELS);
    expect(program?.points).toMatchObject([
      {
        count: 12,
        time: 7,
        buckets: { kind: 'exponential', scale: schema, offset: -3, zeroCount: 4, counts: [1, 0, 2, 0, 0, 5] },
      },
    ]);
  });

  it('leave out native histograms of buckets that are nobody’s', () => {
    const labels = { __name__: 'd', job: 'shop', instance: 'n1' };
    const nonsense = [[1, 1, 1]] as const;
    expect(programsIn([{ labels, at: 7, value: null, buckets: nonsense }], LABELS)).toEqual([]);
  });
});
