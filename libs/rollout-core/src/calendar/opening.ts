import { hoursAt, type AllowedHours } from './allowed-hours.js';
import { freezeAt, type FreezeWindow } from './freeze.js';

/** Hours and freezes that close and open in turn more often than this leave nothing to hope for. */
const MOST_TURNS = 200;

/** Says from a moment on (milliseconds since 1970) when the next wave may begin; null when that is not in sight. */
export type Openings = (at: number) => number | null;

/** The moments that are neither frozen nor outside the hours. */
export function openingsOf(hours: AllowedHours | null, freezes: readonly FreezeWindow[]): Openings {
  // Asking the clocks of a zone is slow, and most waves begin within the hours that are known already.
  let known = { from: Infinity, to: -Infinity };
  const hoursOpenAt = (at: number): number | null => {
    if (at >= known.from && at < known.to) return at;
    const { isOpen, changesAt } = hoursAt(hours, at);
    if (!isOpen) return changesAt;
    known = { from: at, to: changesAt ?? Infinity };
    return at;
  };
  return (from) => {
    let at = from;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const freeze = freezeAt(freezes, at);
      const thawed = freeze ? freeze.until : at;
      const open = thawed === null ? null : hoursOpenAt(thawed);
      if (open === null || open === at) return open;
      at = open;
    }
    return null;
  };
}
