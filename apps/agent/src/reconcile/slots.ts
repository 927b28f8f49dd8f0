import type { Hooks } from '../actuators/hooks.js';
import type { HookFacts } from '../actuators/service.js';
import type { Versions } from '../actuators/versions.js';
import type { BinConfig } from '../config/agent-config.js';
import { placeOf } from './journal.js';
import type { BinJournal, Job, Place, Standby, Target } from './journal.js';
import { hasTouchedLive } from './machine.js';
import type { Begin } from './machine.js';
import type { Program } from './program.js';

/** One place on this host in which a version of the bin lies and runs. */
export interface Slot {
  /** Null where the bin has only this one. */
  readonly name: string | null;
  readonly bin: BinConfig;
  readonly versions: Versions;
  readonly program: Program;
  readonly hooks: Hooks;
}

/** The places of one bin: one, or two in which versions run beside each other. */
export class Slots {
  constructor(
    private readonly first: Slot,
    private readonly second: Slot | null,
  ) {}

  get all(): readonly Slot[] {
    return this.second === null ? [this.first] : [this.first, this.second];
  }

  /** The one that gets the traffic. */
  active({ slot }: Pick<BinJournal, 'slot'>): Slot {
    return this.named(slot);
  }

  /** The one in which an update works. */
  of(job: Job): Slot {
    return this.named(placeOf(job).slot);
  }

  /** The one that an update leaves. */
  oldOf(job: Job): Slot {
    const place = placeOf(job);
    return this.named(place.mode === 'swap' ? place.slot : place.oldSlot);
  }

  named(name: string | null): Slot {
    return this.second !== null && this.second.name === name ? this.second : this.first;
  }

  other(slot: Slot): Slot | null {
    return slot === this.first ? this.second : this.first;
  }

  /**
   * What still runs in the other place is gone back to by moving the traffic, however the console would have it done. What
   * lies here and does not run (`isIdle`) is only started.
   */
  async planFor(journal: BinJournal, target: Target, isIdle: boolean): Promise<Begin> {
    const active = this.active(journal);
    const free = this.other(active);
    const here: Begin = {
      place: { mode: 'swap', slot: active.name },
      step: isIdle && target.action !== 'stage' ? 'start' : 'download',
    };
    if (free === null || hasTouchedLive(journal.job)) return here;
    const place: Place = { mode: 'side-by-side', slot: free.name ?? '', oldSlot: active.name ?? '' };
    const isStandby = journal.standby?.slot === free.name && journal.standby?.sha256 === target.sha256;
    const isThere = isStandby && (await free.versions.liveDigest()) === target.sha256;
    if (isThere && target.action !== 'stage') return { place, step: 'start' };
    return isIdle || target.mode !== 'side-by-side' ? here : { place, step: 'download' };
  }

  /** Before its first update nobody has said which place gets the traffic: the one in which something runs. */
  async findActive(journal: BinJournal): Promise<string | null> {
    if (this.second === null) return null;
    if (journal.slot !== null) return this.named(journal.slot).name;
    for (const slot of this.all) if ((await slot.program.mainProcess(true)) !== null) return slot.name;
    for (const slot of this.all) if ((await slot.versions.liveDigest()) !== null) return slot.name;
    return this.first.name;
  }

  /** After a reboot the host may have started both; what nobody waits for is stopped again. */
  async findStray(journal: BinJournal): Promise<Standby | null> {
    const active = this.active(journal);
    const free = this.other(active);
    const isSettled = journal.job === null && journal.standby === null && journal.slot !== null;
    if (free === null || !isSettled || journal.outcome?.failure?.code === 'REVERT_FAILED') return null;
    const [serving, idle] = [await active.program.mainProcess(true), await free.program.mainProcess(true)];
    const sha256 = idle === null ? null : await free.versions.liveDigest();
    if (serving === null || sha256 === null) return null;
    const generation = journal.actedGeneration;
    return { slot: free.name ?? '', sha256, generation, until: 0, keepSeconds: 0, attempt: 0 };
  }
}

/** What hooks and commands get to know of the place that they work in. */
export function slotFacts({ bin }: Slot): HookFacts {
  const { name, path, slot } = bin;
  const place = slot === null ? {} : { RC_SLOT: slot.name, RC_PORT: String(slot.port) };
  return { RC_BIN: name, RC_PATH: path, ...place };
}
