import type { Freeze, FreezeTimes } from '../../../lib/api';
import { faultsOf, freezeRequest, freezeValues } from './freeze-values';

const empty = freezeValues(null, 'utc', 'Asia/Shanghai');
const once = {
  ...empty,
  name: ' Year end ',
  reason: 'Stocktaking',
  startsAt: '2026-12-31T10:00',
  endsAt: '2027-01-02T08:00',
};

it.each([
  ['nothing filled in', empty, ['name', 'reason', 'startsAt', 'endsAt']],
  ['all of a single one', once, []],
  ['an end before the beginning', { ...once, endsAt: '2026-12-31T09:00' }, ['endsAt']],
  [
    'a weekly one, whose single times do not count',
    { ...empty, name: 'n', reason: 'r', kind: 'weekly' as const },
    [],
  ],
  [
    'a weekly one without days',
    { ...once, kind: 'weekly' as const, weekly: { ...empty.weekly, days: [] } },
    ['weekly'],
  ],
])('%s', (_, values, faults) => expect(faultsOf(values, 'utc', null)).toEqual(faults));

it('asks for moments in the zone that is shown, and for an environment only where one is chosen', () => {
  expect(freezeRequest(once, 'utc', null)).toEqual({
    name: 'Year end',
    reason: 'Stocktaking',
    times: { kind: 'once', startsAt: '2026-12-31T10:00:00.000Z', endsAt: '2027-01-02T08:00:00.000Z' },
  });
  expect(freezeRequest({ ...once, environmentId: 'e' }, 'utc', null)).toHaveProperty('environmentId', 'e');
});

const saved = (times: FreezeTimes): Freeze => ({
  ...{ id: 'f', projectId: 'p', environmentId: 'e', name: 'Weekends', reason: 'Nobody is there', times },
  ...{ occurrences: [], revision: 1, changedBy: 'Ana', changedAt: '2026-01-01T00:00:00Z' },
});

it('a freeze that is opened and saved stays what it was', () => {
  const weekly = {
    kind: 'weekly' as const,
    timeZone: 'Europe/Berlin',
    days: [5],
    from: '18:00',
    to: '06:00',
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:59.999Z',
  };
  const freeze = saved(weekly);
  for (const zone of ['utc', 'local'] as const) {
    expect(freezeRequest(freezeValues(freeze, zone, 'UTC'), zone, freeze)).toEqual({
      name: 'Weekends',
      reason: 'Nobody is there',
      environmentId: 'e',
      times: weekly,
    });
  }
});

it('times that nobody touched are sent as they came, also within one minute', () => {
  const times = {
    kind: 'once' as const,
    ...{ startsAt: '2026-12-31T10:00:05.250Z', endsAt: '2026-12-31T10:00:59.999Z' },
  };
  const freeze = saved(times);
  const values = freezeValues(freeze, 'utc', 'UTC');
  expect(faultsOf(values, 'utc', freeze)).toEqual([]);
  expect(freezeRequest(values, 'utc', freeze).times).toEqual(times);
  expect(freezeRequest({ ...values, endsAt: '2027-01-02T08:00' }, 'utc', freeze).times).toEqual({
    ...times,
    endsAt: '2027-01-02T08:00:00.000Z',
  });
});
