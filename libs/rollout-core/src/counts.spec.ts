import {
  askedOf,
  exposedOf,
  inFlightOf,
  sumCounts,
  TARGET_STATUSES,
  totalOf,
  waitingOf,
  type Counts,
  type TargetStatus,
} from './index.js';

/** A number of targets for each status that no sum of others makes. */
const weightOf = (status: TargetStatus): number => 2 ** TARGET_STATUSES.indexOf(status);
const ALL = Object.fromEntries(TARGET_STATUSES.map((status) => [status, weightOf(status)])) as Counts;
const IN_FLIGHT: readonly TargetStatus[] = ['assigned', 'updating', 'baking'];
const EXPOSED: readonly TargetStatus[] = [
  ...IN_FLIGHT,
  'succeeded',
  'failed',
  'timed_out',
  'dark',
  'retrying',
];

describe('how many targets', () => {
  it.each<[string, (counts: Counts) => number, readonly TargetStatus[]]>([
    ['there are', totalOf, TARGET_STATUSES],
    ['are at work', inFlightOf, IN_FLIGHT],
    ['were told to run it', exposedOf, EXPOSED],
    ['were given it at all', askedOf, [...EXPOSED, 'staging', 'staged']],
    ['wait for their turn', waitingOf, ['pending', 'retrying', 'staging', 'staged']],
  ])('%s', (_, count, statuses) => {
    expect(count(ALL)).toBe(statuses.reduce((sum, status) => sum + weightOf(status), 0));
  });

  it('stand where, over several waves', () => {
    const sums = sumCounts([ALL, ALL, ALL]);
    for (const status of TARGET_STATUSES) expect(sums[status]).toBe(3 * weightOf(status));
    expect(sumCounts([])).toEqual(Object.fromEntries(TARGET_STATUSES.map((status) => [status, 0])));
  });
});
