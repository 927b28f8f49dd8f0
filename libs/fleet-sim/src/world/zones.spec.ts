import { CHANGING_ZONES, STEADY_ZONES } from './zones.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** By the time zone database that Node brings. */
function offsetAt(timeZone: string, moment: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (Date.parse(`${shown.format(moment).replace(' ', 'T')}Z`) - moment) / MINUTE_MS;
}

describe('the zones of simulated worlds', () => {
  it.each(STEADY_ZONES)('$name stays as it is', ({ name, offset }) => {
    for (let day = 0; day < 60 * 366; day += 30) expect(offsetAt(name, day * DAY_MS)).toBe(offset);
  });

  it.each(CHANGING_ZONES)('F21 $name changes from $offset', ({ name, offset, change }) => {
    expect([change.at - 2 * DAY_MS, change.at - MINUTE_MS].map((at) => offsetAt(name, at))).toEqual([
      offset,
      offset,
    ]);
    expect([change.at, change.at + 2 * DAY_MS].map((at) => offsetAt(name, at))).toEqual([
      change.offset,
      change.offset,
    ]);
  });
});
