import { figuresOf, median, ratioOf, type CaseId, type Rounds } from './figures.js';

const CASES: readonly CaseId[] = [
  'get_bin',
  'sync_idle',
  'sync_report',
  'fastify_get',
  'fastify_post',
  'seed_calls',
];

function rounds(...cpu: readonly Partial<Record<CaseId, number>>[]): Rounds {
  const slice = (cpuMsPer1000: number) => ({
    requests: 100,
    requestsPerSecond: 1_000,
    cpuMsPer1000,
    p50Ms: 1,
    p99Ms: 2,
  });
  return cpu.map(
    (round) => Object.fromEntries(CASES.map((id) => [id, slice(round[id] ?? 1)])) as Rounds[number],
  );
}

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

it('a ratio is that of each round, so a slow round does not count against one side', () => {
  const noisy = rounds(
    { sync_idle: 60, seed_calls: 30 },
    { sync_idle: 600, seed_calls: 300 },
    { sync_idle: 90, seed_calls: 30 },
  );
  expect(ratioOf('r', 'r', noisy, 'sync_idle', 'seed_calls', 4)).toEqual({
    id: 'r',
    title: 'r',
    median: 0.5,
    min: 0.5,
    max: 0.75,
  });
});

it('figures are medians over the rounds', () => {
  const some = rounds({ get_bin: 10 }, { get_bin: 30 }, { get_bin: 20 });
  expect(figuresOf('get_bin', 'GET', some)).toMatchObject({ cpuMsPer1000: 20, requests: 300, rounds: 3 });
});
