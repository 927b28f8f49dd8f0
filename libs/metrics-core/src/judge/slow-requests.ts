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
  return canary.beside(baseline).map(([mine, theirs]) => {
    const edge = edgeAt([...mine.cells(), ...theirs.cells()], share);
    return { canary: above(mine, edge), baseline: above(theirs, edge) };
  });
}

/**
 * The end of a cell above which the share of the rest is nearest to what is wanted; not the last one, above which there is
 * nothing to be told apart. Where all are in one cell, none is slow.
 */
function edgeAt(cells: readonly Cell[], share: number): number {
  const counts = new Map<number, number>();
  for (const { to, count } of cells) counts.set(to, (counts.get(to) ?? 0) + count);
  const all = cells.reduce((sum, { count }) => sum + count, 0);
  const wanted = all * (1 - share);
  let [rest, edge, nearest] = [all, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const ends = [...counts].sort(([a], [b]) => a - b);
  for (const [end, count] of ends.slice(0, -1)) {
    rest -= count;
    if (Math.abs(rest - wanted) > nearest) break;
    [edge, nearest] = [end, Math.abs(rest - wanted)];
  }
  return edge;
}

function above(distribution: Distribution, edge: number): Counted {
  const bad = distribution.cells().reduce((sum, { to, count }) => (to > edge ? sum + count : sum), 0);
  return { requests: distribution.size, bad };
}
