import type { Clock } from '../clock.js';
import type { BinConfig } from '../config/agent-config.js';
import type { Failure } from '../errors.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import { nextHealth, UNKNOWN_HEALTH } from './health-state.js';
import { startedIn } from './journal.js';
import type { BinJournal } from './journal.js';
import type { Sighting } from './observed.js';
import { slotFacts } from './slots.js';
import type { Slots } from './slots.js';

export type WatchVerdict =
  | { readonly kind: 'nothing' }
  /** The time in which a fresh version is put back by itself is over. */
  | { readonly kind: 'trusted' }
  | { readonly kind: 'revert'; readonly failure: Failure };

/** Looks after what runs while no update is under way. */
export class HealthWatch {
  private state = UNKNOWN_HEALTH;
  private running: RunningIn = NOTHING_SEEN;
  private watchUntil = 0;
  private lastReason: string | null = null;

  constructor(
    private readonly tools: {
      readonly bin: BinConfig;
      readonly slots: Slots;
      readonly clock: Clock;
      readonly changed: () => void;
    },
  ) {}

  sighting(): Sighting {
    return { sha256: this.running.sha256, source: this.running.source, isHealthy: this.state.isHealthy };
  }

  lastSeen(): RunningIn {
    return this.running;
  }

  /** In the middle of an update health means nothing, but what runs is still told. */
  async lookOnly(journal: BinJournal): Promise<void> {
    this.state = UNKNOWN_HEALTH;
    const { name, program } = this.tools.slots.active(journal);
    this.running = { ...(await program.look(startedIn(journal, name))), slot: name };
  }

  /** After a start of the agent or the end of an update. */
  async begin(journal: BinJournal): Promise<void> {
    this.watchUntil = this.tools.clock.monotonic() + this.tools.bin.health.watchSeconds * 1_000;
    this.state = UNKNOWN_HEALTH;
    await this.look(journal);
  }

  async observe(journal: BinJournal, mayAct: boolean): Promise<WatchVerdict> {
    const before = JSON.stringify(this.sighting());
    await this.look(journal);
    if (JSON.stringify(this.sighting()) !== before) this.tools.changed();
    if (journal.watch === null) return { kind: 'nothing' };
    if (this.state.isHealthy === false && mayAct) {
      const message = `became unhealthy soon after it was activated: ${this.lastReason ?? 'no reason known'}`;
      return { kind: 'revert', failure: { code: 'UNHEALTHY_AFTER_ACTIVATION', message } };
    }
    const isOver = this.tools.clock.monotonic() >= this.watchUntil && this.state.isHealthy !== false;
    return isOver && this.state.failures === 0 ? { kind: 'trusted' } : { kind: 'nothing' };
  }

  private async look(journal: BinJournal): Promise<void> {
    const { slots, bin } = this.tools;
    const slot = slots.active(journal);
    this.running = { ...(await slot.program.look(startedIn(journal, slot.name))), slot: slot.name };
    const health = await slot.program.health(this.running, slotFacts(slot));
    this.lastReason = health?.reason ?? null;
    this.state = nextHealth(this.state, health?.isHealthy ?? null, bin.health.unhealthyAfter);
  }
}
