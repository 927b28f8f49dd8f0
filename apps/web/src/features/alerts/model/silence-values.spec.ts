import {
  EMPTY_SILENCE,
  silenceFaults,
  silenceRequest,
  silenceState,
  type SilenceValues,
} from './silence-values';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const filled: SilenceValues = { ...EMPTY_SILENCE, projectId: 'p', reason: ' known ' };

it('a silence ends so many hours from now, or when somebody says', () => {
  expect(silenceRequest({ ...filled, length: '4', severity: 'info' }, 'utc', NOW)).toEqual({
    projectId: 'p',
    environmentId: null,
    ruleId: null,
    severity: 'info',
    endsAt: '2026-01-01T16:00:00.000Z',
    reason: 'known',
  });
  const until = { ...filled, length: 'custom', endsAt: '2026-01-03T08:30' } as const;
  expect(silenceRequest(until, 'utc', NOW).endsAt).toBe('2026-01-03T08:30:00.000Z');
});

it.each<[Partial<SilenceValues>, string[]]>([
  [{}, []],
  [{ projectId: '' }, ['projectId']],
  [{ reason: '  ' }, ['reason']],
  [{ length: 'custom' }, ['endsAt']],
  [{ length: 'custom', endsAt: '2026-01-01T11:59' }, ['endsAt']],
  [{ length: 'custom', endsAt: '2026-01-31T12:01' }, ['endsAt']],
  [{ length: 'custom', endsAt: '2026-01-31T12:00' }, []],
])('%j has the faults %j', (part, faults) => {
  expect(silenceFaults({ ...filled, ...part }, 'utc', NOW)).toEqual(faults);
});

it.each([
  ['on', { isOn: true, startsAt: 0, endsAt: 60 }],
  ['later', { isOn: false, startsAt: 10, endsAt: 60 }],
  ['over', { isOn: true, startsAt: -60, endsAt: 0 }],
  // Ended just now, which the clock of the page does not know yet.
  ['over', { isOn: false, startsAt: -60, endsAt: 5 }],
  ['over', { isOn: false, startsAt: 5, endsAt: 5 }],
] as const)('a silence is %s', (state, { isOn, startsAt, endsAt }) => {
  const at = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();
  expect(silenceState({ isOn, startsAt: at(startsAt), endsAt: at(endsAt) }, NOW)).toBe(state);
});
