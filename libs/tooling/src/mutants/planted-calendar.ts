import { bug, type PlantedBug } from './mutant.js';

/** Freezes by the clocks of their zones, and the promotion rule: what they hold, and what they must not. */
export const PLANTED_IN_CALENDAR: readonly PlantedBug[] = [
  bug(
    'P61',
    'calendar/weekly.ts',
    'a weekly freeze is on every day',
    'if (!hours.days.includes(weekdayOf(day))) continue;',
    'if (hours.days.length === 0 && weekdayOf(day)) continue;',
  ),
  bug(
    'P62',
    'calendar/weekly.ts',
    'what began yesterday is forgotten at midnight',
    ' - DAY; day <= last',
    '; day <= last',
  ),
  bug(
    'P63',
    'calendar/zone.ts',
    'all clocks show UTC',
    'return second + offsetAt(timeZone, second);',
    'return second;',
  ),
  bug(
    'P73',
    'calendar/zone.ts',
    'an hour in which clocks change is taken to be like its beginning',
    'known = offset === offsetByFormat(timeZone, (hour + 1) * HOUR) ? offset : null;',
    'known = offset;',
  ),
  bug(
    'P64',
    'calendar/zone.ts',
    'a freeze ends at the first time that clocks show its end',
    'Math.max(...showing(timeZone, minute))',
    'Math.min(...showing(timeZone, minute))',
  ),
  bug(
    'P65',
    'calendar/freeze.ts',
    'a freeze holds a millisecond too long',
    'endsAt > from ? [',
    'endsAt >= from ? [',
  ),
  bug(
    'P66',
    'start-block.ts',
    'a freeze does not hold what begins',
    'world.freeze && !rollout.freezeOverride',
    'world.freeze && rollout.freezeOverride',
  ),
  bug(
    'P67',
    'start-block.ts',
    'the promotion rule holds nothing',
    'soak && !soak.isSatisfied && !rollout.soakOverride',
    'soak && !soak.isSatisfied && rollout.soakOverride',
  ),
  bug(
    'P68',
    'soak.ts',
    'a completion counts at once',
    'completedAt + rule.hours * HOUR_MS',
    'completedAt + 0 * HOUR_MS',
  ),
  bug(
    'P69',
    'advance.ts',
    'a freeze holds the way back',
    "if (rollout.status === 'rolling_back') advanceRollback(draft, candidates, now);",
    "if (rollout.status === 'rolling_back') { if (world.freeze === null) advanceRollback(draft, candidates, now); }",
  ),
  bug(
    'P70',
    'advance.ts',
    'a freeze holds a wave that has begun',
    'const hasMoved = assign(draft, candidates, now, world);',
    'const hasMoved = world.freeze === null && assign(draft, candidates, now, world);',
  ),
];
