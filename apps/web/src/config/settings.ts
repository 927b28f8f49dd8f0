export const API_BASE = '/api/v1';
export const HEALTH_URL = '/health';
export const PAGE_SIZE = 50;
/** The node table jumps to its end, so it asks for more rows at a time. */
export const NODE_PAGE_SIZE = 200;
export const SKELETON_DELAY_MS = 200;
export const POLL_INTERVAL_MS = 10_000;
export const HIDDEN_POLL_INTERVAL_MS = 60_000;
export const REALTIME_INTERVAL_MS = 5_000;
export const TIMESERIES_INTERVAL_MS = 10_000;
/** The server pings every 15 s; two missed pings mean that the line is dead. */
export const HEARTBEAT_TIMEOUT_MS = 30_000;
export const RECONNECT_MIN_MS = 1_000;
export const RECONNECT_MAX_MS = 30_000;
export const FAILURES_BEFORE_POLLING = 3;
