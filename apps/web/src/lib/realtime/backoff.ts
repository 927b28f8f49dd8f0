import { RECONNECT_MAX_MS, RECONNECT_MIN_MS } from '../../config/settings';

/** Full jitter above a floor, so that a restarted server is not met by every browser in the same second. */
export function reconnectDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 2 ** Math.max(0, failures));
  return Math.round(RECONNECT_MIN_MS + random * (ceiling - RECONNECT_MIN_MS));
}
