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
])('%s', (_, values, faults) => expect(faultsOf(values, 'utc')).toEqual(faults));

it('asks for moments in the zone that is shown, and for an environment only where one is chosen', () => {
  expect(freezeRequest(once, 'utc', null)).toEqual({
    name: 'Year end',
    reason: 'Stocktaking',
    times: { kind: 'once', startsAt: '2026-12-31T10:00:00.000Z', endsAt: '2027-01-02T08:00:00.000Z' },
  });
  expect(freezeRequest({ ...once, environmentId: 'e' }, 'utc', null)).toHaveProperty('environmentId', 'e');
});

it('a freeze that is opened and saved stays what it was', () => {
  const weekly = {
    kind: 'weekly' as const,
    timeZone: 'Europe/Berlin',
    days: [5],
    from: '18:00',
    to: '06:00',
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2027-01-01T00:00:00.000Z',
  };
  const freeze = {
    id: 'f',
    projectId: 'p',
    environmentId: 'e',
    name: 'Weekends',
    reason: 'Nobody is there',
    times: weekly,
    occurrences: [],
    revision: 1,
    changedBy: 'Ana',
    changedAt: '2026-01-01T00:00:00Z',
  };
  for (const zone of ['utc', 'local'] as const) {
    expect(freezeRequest(freezeValues(freeze, zone, 'UTC'), zone, freeze)).toEqual({
      name: 'Weekends',
      reason: 'Nobody is there',
      environmentId: 'e',
      times: weekly,
    });
  }
});
