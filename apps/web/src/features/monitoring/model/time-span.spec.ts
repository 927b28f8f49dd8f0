import { chosenRange, customTexts, mayStillChange, secondsOf, spanAsked, spanOfRelease } from './time-span';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const nothing = { range: '', from: '', to: '' };

describe('the range of time', () => {
  it.each([
    ['', '1h', 3_600],
    ['15m', '15m', 900],
    ['30d', '30d', 2_592_000],
    ['forever', '1h', 3_600],
  ])('%j in the address is %s', (range, name, seconds) => {
    const chosen = chosenRange({ ...nothing, range });
    expect([chosen.name, chosen.fault, secondsOf(chosen.span, NOW)]).toEqual([name, null, seconds]);
  });

  it.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z', null],
    ['2026-11-23T11:00:00Z', '2026-11-23T11:00:00Z', 'order'],
    ['2026-11-23T12:00:00Z', '2026-11-23T11:00:00Z', 'order'],
    ['', '2026-11-23T11:00:00Z', 'order'],
    ['2024-11-23T12:00:00Z', '2026-11-23T11:00:00Z', 'long'],
  ])('from %j until %j has the fault %j', (from, to, fault) => {
    const chosen = chosenRange({ range: 'custom', from, to });
    expect([chosen.name, chosen.fault]).toEqual(['custom', fault]);
    if (fault === null) expect(chosen.span).toEqual({ from, to });
  });

  it('moves with the clock, unless it has an end', () => {
    expect(spanAsked({ lastSeconds: 900 }, NOW)).toEqual({ from: '2026-11-23T11:45:00.000Z', to: null });
    const past = { from: '2026-11-23T10:00:00Z', to: '2026-11-23T11:00:00Z' };
    expect(spanAsked(past, NOW)).toEqual(past);
  });

  it('is changed from what is shown', () =>
    expect(customTexts({ lastSeconds: 900 }, NOW + 7_000)).toEqual({
      range: 'custom',
      from: '2026-11-23T11:45:00.000Z',
      to: '2026-11-23T12:01:00.000Z',
    }));

  it('of a release begins before it, and is asked for until all nodes have told its end', () => {
    const begun = '2026-11-23T10:00:00.000Z';
    expect(spanOfRelease(begun, null)).toEqual({ from: '2026-11-23T09:55:00.000Z', to: null });
    const over = spanOfRelease(begun, '2026-11-23T10:30:00.000Z');
    expect(over).toEqual({ from: '2026-11-23T09:55:00.000Z', to: '2026-11-23T10:31:00.000Z' });
    expect(mayStillChange(over, undefined)).toBe(true);
    expect(mayStillChange(over, { asOf: '2026-11-23T10:30:50.000Z' })).toBe(true);
    expect(mayStillChange(over, { asOf: '2026-11-23T10:31:00.000Z' })).toBe(false);
    expect(mayStillChange({ lastSeconds: 900 }, { asOf: '2026-11-23T10:31:00.000Z' })).toBe(true);
  });
});
