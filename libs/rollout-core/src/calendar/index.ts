export { hoursAt, type AllowedHours } from './allowed-hours.js';
export { openingsOf, type Openings } from './opening.js';
export { calendarFaults, weeklyFaults, type CalendarFault } from './calendar-faults.js';
export {
  freezeAt,
  nextFreeze,
  occurrences,
  type FreezeScope,
  type FreezeTimes,
  type FreezeWindow,
  type Occurrence,
} from './freeze.js';
export type { Span, Weekday, WeeklyHours } from './weekly.js';
