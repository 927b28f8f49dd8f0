import { silenceOf, type SilenceSpan } from './silence.js';
import { telling } from './telling.js';

const ALERT = { projectId: 'p', environmentId: 'e', ruleId: 'r', severity: 'critical' } as const;
const ALL: SilenceSpan = {
  projectId: 'p',
  environmentId: null,
  ruleId: null,
  severity: null,
  startsAt: 100,
  endsAt: 200,
};

describe('silences', () => {
  it.each([
    [99, false],
    [100, true],
    [199, true],
    [200, false],
  ])('hold from their beginning until right before their end: at %i %s', (now, isHeld) => {
    expect(silenceOf(ALERT, [ALL], now) !== undefined).toBe(isHeld);
  });

  it.each<[string, Partial<SilenceSpan>, boolean]>([
    ['its environment', { environmentId: 'e' }, true],
    ['another environment', { environmentId: 'f' }, false],
    ['its rule', { ruleId: 'r' }, true],
    ['another rule', { ruleId: 's' }, false],
    ['its severity', { severity: 'critical' }, true],
    ['another severity', { severity: 'info' }, false],
    ['its rule elsewhere', { ruleId: 'r', environmentId: 'f' }, false],
    ['another project', { projectId: 'q' }, false],
  ])('are about %s', (_, change, isHeld) => {
    expect(silenceOf(ALERT, [{ ...ALL, ...change }], 150) !== undefined).toBe(isHeld);
  });

  it('name the one that ends last', () => {
    const longer = { ...ALL, endsAt: 300 };
    expect(silenceOf(ALERT, [ALL, longer, ALL], 150)).toBe(longer);
  });
});

describe('what is told of an alert', () => {
  const never = { firedToldAt: null, silencedSince: null };
  const told = { firedToldAt: 10, silencedSince: null };
  const heldAfter = { firedToldAt: 10, silencedSince: 20 };
  const heldBefore = { firedToldAt: null, silencedSince: 20 };

  it.each([
    ['a new one', 'firing', never, false, 'fired'],
    ['one that was told', 'firing', told, false, null],
    ['a silenced one', 'firing', never, true, null],
    ['one that is silenced after it was told', 'firing', told, true, null],
    ['one whose silence ends', 'firing', heldBefore, false, 'fired'],
    ['one that was told and whose silence ends', 'firing', heldAfter, false, 'fired'],
    ['the end of one that was told', 'resolved', told, false, 'resolved'],
    ['the end of one that was told, in silence', 'resolved', heldAfter, true, 'resolved'],
    ['the end of one that nobody was told', 'resolved', heldBefore, true, null],
    ['one that may never fire', 'pending', never, false, null],
  ] as const)('is, of %s', (_, state, before, isSilenced, tells) => {
    expect(telling(state, before, isSilenced, 50).tells).toBe(tells);
  });

  it('is told once per silence', () => {
    const silent = telling('firing', told, true, 50);
    const after = telling('firing', silent, false, 60);
    expect(after).toEqual({ firedToldAt: 60, silencedSince: null, tells: 'fired' });
    expect(telling('firing', after, false, 70).tells).toBeNull();
  });
});
