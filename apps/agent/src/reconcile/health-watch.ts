import type { Clock } from '../clock.js';
import type { BinConfig } from '../config/agent-config.js';
import type { Failure } from '../errors.js';
import type { ProcessIdentity } from '../probes/process-table.js';
import { sameProcess } from '../probes/process-table.js';
import { NOTHING_SEEN } from '../probes/running-program.js';
import type { RunningIn } from '../probes/running-program.js';
import { nextHealth, UNKNOWN_HEALTH } from './health-state.js';
import { startedIn } from './journal.js';
import type { BinJournal } from './journal.js';
import type { Sighting } from './observed.js';
import { slotFacts } from './slots.js';
import type { Slots } from './slots.js';

/** One restart may be somebody's wish; a second one within the watch is a loop. */
const RESTARTS_OF_A_LOOP = 2;

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
  private lastProcess: ProcessIdentity | null = null;
  private restarts = 0;
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
    return { sha256: this.running.sha256, source: this.running.source, isHealthy: this.isHealthy() };
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
    this.watchAnew();
    this.state = UNKNOWN_HEALTH;
    this.restarts = 0;
    this.lastProcess = startedIn(journal, this.tools.slots.active(journal).name);
    await this.look(journal);
  }

  async observe(journal: BinJournal, mayAct: boolean): Promise<WatchVerdict> {
    const before = JSON.stringify(this.sighting());
    await this.look(journal);
    if (JSON.stringify(this.sighting()) !== before) this.tools.changed();
    if (journal.watch === null) return { kind: 'nothing' };
    if (this.isHealthy() === false && mayAct) {
      const message = `became unhealthy soon after it was activated: ${this.lastReason ?? 'no reason known'}`;
      return { kind: 'revert', failure: { code: 'UNHEALTHY_AFTER_ACTIVATION', message } };
    }
    const isOver = this.tools.clock.monotonic() >= this.watchUntil && this.isHealthy() !== false;
    return isOver && this.state.failures === 0 ? { kind: 'trusted' } : { kind: 'nothing' };
  }

  /** Between two ends it is up at nearly every look, so good looks say nothing while it loops. */
  private isHealthy(): boolean | null {
    const isLooping = this.restarts >= RESTARTS_OF_A_LOOP && this.tools.clock.monotonic() < this.watchUntil;
    return isLooping ? false : this.state.isHealthy;
  }

  private watchAnew(): void {
    this.watchUntil = this.tools.clock.monotonic() + this.tools.bin.health.watchSeconds * 1_000;
  }

  private async look(journal: BinJournal): Promise<void> {
    const { slots, bin } = this.tools;
    const slot = slots.active(journal);
    try {
      this.running = { ...(await slot.program.look(startedIn(journal, slot.name))), slot: slot.name };
      const health = await slot.program.health(this.running, slotFacts(slot));
      this.lastReason = health?.reason ?? null;
      this.state = nextHealth(this.state, health?.isHealthy ?? null, bin.health.unhealthyAfter);
    } catch (error) {
      this.state = UNKNOWN_HEALTH;
      throw error;
    }
    this.countRestart(journal);
  }

  /** Whoever was started once more has to stay up for the whole time again. */
  private countRestart(journal: BinJournal): void {
    const { process } = this.running;
    const isAnother = this.lastProcess !== null && !sameProcess(this.lastProcess, process);
    if (journal.watch === null) this.restarts = 0;
    else if (process !== null && isAnother) {
      this.restarts += 1;
      this.watchAnew();
    }
    if (process !== null) this.lastProcess = process;
    if (this.restarts >= RESTARTS_OF_A_LOOP)
      this.lastReason ??= `its process ended and was started again ${this.restarts} times`;
  }
}
