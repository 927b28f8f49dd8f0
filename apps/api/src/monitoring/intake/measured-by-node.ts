import { WINDOW_SECONDS, type Measurement } from '../../nodes/index.js';
import { OLDEST_SECONDS } from '../store/partitioned-tables.js';
import type { MeasuredByNode } from './places.read-model.js';

/** Answers take a moment to reach a host, so its idea of the console's time is a little late, and never early. */
const SLACK_SECONDS = 5;

/** Windows that were over, and are not too old, in the order of time; each once. */
export function usableWindows(measured: readonly Measurement[], now: number): readonly Measurement[] {
  const usable = measured.filter(
    ({ at }) =>
      at % WINDOW_SECONDS === 0 && at >= now - OLDEST_SECONDS && at + WINDOW_SECONDS <= now + SLACK_SECONDS,
  );
  const byTime = new Map(usable.map((window) => [window.at, window]));
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** Of reports of one node the later ones may repeat what is in the ones before. */
export function byNode(reports: readonly MeasuredByNode[]): readonly MeasuredByNode[] {
  const nodes = new Map<string, Map<number, Measurement>>();
  for (const { nodeId, windows } of reports) {
    const known = nodes.get(nodeId) ?? new Map<number, Measurement>();
    nodes.set(nodeId, known);
    for (const window of windows) if (!known.has(window.at)) known.set(window.at, window);
  }
  return [...nodes].map(([nodeId, windows]) => ({
    nodeId,
    windows: [...windows.values()].sort((a, b) => a.at - b.at),
  }));
}
