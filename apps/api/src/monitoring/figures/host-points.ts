import type { Measurement } from '../../nodes/index.js';
import type { HostPoint } from './monitoring.dto.js';

/** How a host did, window by window. */
export function hostPoints(windows: readonly Measurement[]): readonly HostPoint[] {
  return windows.map(({ at, host }) => ({
    at: new Date(at * 1_000).toISOString(),
    cpuShare: host?.cpuShare ?? null,
    memoryUsedBytes: host?.memoryUsedBytes ?? null,
    memoryTotalBytes: host?.memoryTotalBytes ?? null,
    load: host?.load ?? null,
    openFiles: host?.openFiles ?? null,
    connections: host?.connections ?? null,
    receivedBytesPerSecond: host?.receivedBytesPerSecond ?? null,
    sentBytesPerSecond: host?.sentBytesPerSecond ?? null,
    diskUsedBytes: host?.diskUsedBytes ?? null,
    diskTotalBytes: host?.diskTotalBytes ?? null,
  }));
}
