import type { ArchiveLimits } from '../archive/archive-limits.js';
import type { Failure } from '../errors.js';
import type { RunningProgram, StartedProgram } from '../probes/running-program.js';
import type { Phase } from './phases.js';
import type { Mode, Step } from './steps.js';

export type Action = 'stage' | 'activate' | 'revert';
export type ArtifactKind = 'file' | 'archive';

/** What the console wants of one bin. */
export interface Target {
  readonly generation: number;
  readonly sha256: string;
  readonly version: string | null;
  readonly sizeBytes: number;
  readonly urls: readonly string[];
  readonly action: Action;
  /** One file, or an archive that becomes a folder. */
  readonly kind: ArtifactKind;
  /** For an archive: what the console allows; the host may allow less. */
  readonly limits?: Partial<ArchiveLimits>;
  /** Absent: the new version in place of the old one. */
  readonly mode?: Mode;
  /** Beside each other: how long the old version goes on running after traffic was moved. */
  readonly keepOldSeconds?: number;
}

/** Where on this host an update works. */
export type Place =
  /** Slot null: this host has only one place. */
  | { readonly mode: 'swap'; readonly slot: string | null }
  | { readonly mode: 'side-by-side'; readonly slot: string; readonly oldSlot: string };

const ONLY_PLACE: Place = { mode: 'swap', slot: null };

/** Journals of agents that knew one place only say nothing of it. */
export function placeOf({ place }: { readonly place?: Place }): Place {
  return place ?? ONLY_PLACE;
}

/** A version that still runs although traffic goes to another; it is stopped when its time is over. */
export interface Standby {
  readonly slot: string;
  readonly sha256: string;
  readonly generation: number;
  /** Wall clock, milliseconds. */
  readonly until: number;
  readonly keepSeconds: number;
  /** How often stopping it was begun. */
  readonly attempt: number;
}

export interface Job {
  readonly target: Target;
  /** Grows each time a step had to be begun again after a crash. */
  readonly attempt: number;
  readonly step: Step;
  /** The step was entered: after a crash it may have happened or not. */
  readonly isBegun: boolean;
  /** It, or an update that it replaced, has touched the live program: if it fails, everything is undone. */
  readonly hasTouched: boolean;
  /** What goes back on the live path if this fails; null: nothing was there. */
  readonly previousSha256: string | null;
  readonly startedAt: number;
  /** Why it is going back. */
  readonly failure: Failure | null;
  /** Why going back did not work either. */
  readonly revertFailure: Failure | null;
  readonly corruptDownloads: number;
  readonly place?: Place;
}

export interface Outcome {
  readonly generation: number;
  readonly attempt: number;
  readonly phase: Extract<Phase, 'active' | 'staged' | 'failed'>;
  readonly sha256: string;
  readonly failure: Failure | null;
}

/** A fresh version that is put back by itself if it turns unhealthy soon. */
export interface Watch {
  readonly target: Target;
  readonly attempt: number;
  readonly previousSha256: string | null;
  readonly place?: Place;
}

export interface ProgressEvent {
  readonly id: string;
  readonly bin: string;
  readonly generation: number;
  readonly attempt: number;
  readonly seq: number;
  readonly phase: Phase;
  readonly at: string;
  readonly durationMs?: number;
  readonly error?: Failure;
}

/** All that must outlive a crash, one file per bin; events wait in it until the console acknowledged them. */
export interface BinJournal {
  readonly schema: 1;
  readonly bin: string;
  /** The last generation that was acted on; only grows. */
  readonly actedGeneration: number;
  readonly seq: number;
  readonly job: Job | null;
  readonly outcome: Outcome | null;
  readonly watch: Watch | null;
  /** The last version that passed its checks here. */
  readonly goodSha256: string | null;
  /** Older versions to keep, newest first. */
  readonly kept: readonly string[];
  readonly started: StartedProgram | null;
  /** The same for each place of a host that has two. */
  readonly startedIn: Readonly<Record<string, StartedProgram>>;
  /** The place that gets the traffic; null: there is one only, or it is not known yet. */
  readonly slot: string | null;
  readonly standby: Standby | null;
  readonly events: readonly ProgressEvent[];
}

export function emptyJournal(bin: string): BinJournal {
  return {
    schema: 1,
    bin,
    actedGeneration: 0,
    seq: 0,
    job: null,
    outcome: null,
    watch: null,
    goodSha256: null,
    kept: [],
    started: null,
    startedIn: {},
    slot: null,
    standby: null,
    events: [],
  };
}

export function startedIn(journal: BinJournal, slot: string | null): StartedProgram | null {
  return slot === null ? journal.started : (journal.startedIn[slot] ?? null);
}

export function withStarted(
  journal: BinJournal,
  slot: string | null,
  started: StartedProgram,
): Partial<BinJournal> {
  return slot === null ? { started } : { startedIn: { ...journal.startedIn, [slot]: started } };
}

/** What is certain now may not be so after its file was linked or replaced: it is remembered as if it was started here. */
export function withSeen(journal: BinJournal, slot: string | null, running: RunningProgram): BinJournal {
  const { process, sha256, isCertain } = running;
  if (!isCertain || process === null || sha256 === null) return journal;
  return { ...journal, ...withStarted(journal, slot, { ...process, sha256 }) };
}
