import type { Cell } from '../distribution/cell.js';
import type { Distribution } from '../distribution/distribution.js';
import type { Counted, CountedWindow } from './counted.js';

/**
 * Which requests are slow is read from both cohorts together: those above the given percentile of all requests of these
 * seconds. If the canary is as fast as the baseline, each of them was as likely one of the canary as any other request, so
 * that the test of bad requests also tests this, whatever the shape of the distribution is and however it changes.
 * @param share of requests that are not slow, from 0 to 1
 */
export function slowRequests(canary: Distribution, baseline: Distribution, share: number): CountedWindow {
  return canary.cellsBeside(baseline).map(([mine, theirs]) => {
    const edge = edgeAt([...mine, ...theirs], share);
    return { canary: above(mine, edge), baseline: above(theirs, edge) };
  });
}

/** The end of a cell above which the share of the rest is nearest to what is wanted. */
function edgeAt(cells: readonly Cell[], share: number): number {
  const counts = new Map<number, number>();
  for (const { to, count } of cells) counts.set(to, (counts.get(to) ?? 0) + count);
  let rest = sizeOf(cells);
  const wanted = rest * (1 - share);
  let [edge, nearest] = [0, rest - wanted];
  for (const [end, count] of [...counts].sort(([a], [b]) => a - b)) {
    rest -= count;
    if (Math.abs(rest - wanted) > nearest) break;
    [edge, nearest] = [end, Math.abs(rest - wanted)];
  }
  return edge;
}

function above(cells: readonly Cell[], edge: number): Counted {
  return { requests: sizeOf(cells), bad: sizeOf(cells.filter(({ to }) => to > edge)) };
}

function sizeOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}
