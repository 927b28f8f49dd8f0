import type { Clock } from '../clock.js';
import { faultpoint } from '../state/fault-point.js';
import type { BinJournal, Standby } from './journal.js';
import { slotFacts } from './slots.js';
import type { Slots } from './slots.js';

/** Ends what still runs beside the version that gets the traffic, when its time is over. */
export class Retirement {
  private seen: { readonly until: number; readonly deadline: number } | null = null;

  constructor(
    private readonly slots: Slots,
    private readonly clock: Clock,
  ) {}

  /** As long as the new version may be put back by itself, the old one is kept running for that. */
  due({ standby, watch, job }: BinJournal): Standby | null {
    if (standby === null || watch !== null || job !== null) return null;
    return this.clock.monotonic() >= this.deadlineOf(standby) ? standby : null;
  }

  async stop({ slot, sha256, generation, attempt }: Standby): Promise<void> {
    const place = this.slots.named(slot);
    const facts = {
      ...slotFacts(place),
      RC_SHA256: sha256,
      RC_GENERATION: String(generation),
      RC_ATTEMPT: String(attempt),
      RC_ACTION: 'retire',
      RC_DIRECTION: 'forward',
    };
    await faultpoint('slot.retire', () => place.program.stop(facts));
  }

  /** Counted by the steady clock from when it was first seen: a wall clock that is set back does not lengthen it. */
  private deadlineOf({ until, keepSeconds }: Standby): number {
    if (this.seen?.until !== until) {
      const left = Math.min(until - this.clock.now(), keepSeconds * 1_000);
      this.seen = { until, deadline: this.clock.monotonic() + left };
    }
    return this.seen.deadline;
  }
}
