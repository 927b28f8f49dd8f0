import fc from 'fast-check';
import { wallClock } from './zone.js';

/** Half hours, quarters, clocks that change at midnight, by half an hour, or have been moved over the date line. */
const ZONES = [
  ...['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'],
  ...['Asia/Kathmandu', 'America/Havana', 'Africa/Casablanca', 'Pacific/Apia', 'Asia/Kolkata'],
];
/** Spring and autumn of 2026 in Berlin and New York, and of 2011 in Samoa, when a day was left out. */
const CHANGES = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2011-12-30T10:00Z'];
const HOUR = 3_600_000;

function asShown(timeZone: string, moment: number): number {
  const shown = new Date(moment).toLocaleString('sv-SE', { timeZone });
  return Date.parse(`${shown.replace(' ', 'T')}Z`);
}

describe('what the clocks of a zone show', () => {
  it.each([
    ['2026-04-04T16:10Z', '2026-04-05T02:40Z'],
    ['2026-04-04T16:29Z', '2026-04-05T02:59Z'],
    ['2026-04-04T16:30Z', '2026-04-05T02:00Z'],
    ['2026-10-03T16:29Z', '2026-10-04T01:59Z'],
    ['2026-10-03T16:30Z', '2026-10-04T03:00Z'],
  ])('changes in the middle of an hour where they are half an hour off: at %s to %s', (moment, wall) => {
    expect(wallClock('Australia/Adelaide', Date.parse(moment))).toBe(Date.parse(wall));
  });

  const near = fc
    .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -2 * HOUR, max: 2 * HOUR }))
    .map(([change, away]) => Date.parse(change) + away);
  const ever = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2037-01-01') });

  it('is what is remembered of the hour, to the second, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.oneof(near, ever), (timeZone, moment) => {
        expect(wallClock(timeZone, moment)).toBe(asShown(timeZone, moment));
        expect(wallClock(timeZone, moment + 1_000)).toBe(asShown(timeZone, moment + 1_000));
      }),
      { numRuns: 2_000 },
    );
  });
});
