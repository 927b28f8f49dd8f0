export { formatBytes, formatNumber, languageTag } from './numbers';
export { formatAgo, formatClock, formatDuration, formatExact, formatShort } from './times';
export { formatAmount, formatMilliseconds, formatShare } from './figures';
export {
  formatWeekday,
  fromClockInput,
  isHalfTyped,
  keptClockInput,
  ownTimeZone,
  timeZones,
  toClockInput,
} from './calendar';
export { nameDoubt, shownName } from './name-doubt';
export { formatWeeklyHours } from './weekly-hours';
export { serverNow } from './server-clock';
export { useNow } from './use-now';
