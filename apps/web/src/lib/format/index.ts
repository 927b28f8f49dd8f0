export { formatBytes, formatNumber, languageTag } from './numbers';
export { formatAgo, formatClock, formatDuration, formatExact, formatShort } from './times';
export { serverNow } from './server-clock';
export { useNow } from './use-now';
