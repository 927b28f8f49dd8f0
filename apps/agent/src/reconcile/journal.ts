import type { ArchiveLimits } from '../archive/archive-limits.js';
import type { Failure } from '../errors.js';
import type { StartedProgram } from '../probes/running-program.js';
import type { Phase } from './phases.js';
import type { Step } from './steps.js';

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
}

export interface Job {
  readonly target: Target;
  /** Grows each time a step had to be begun again after a crash. */
  readonly attempt: number;
  readonly step: Step;
  /** The step was entered: after a crash it may have happened or not. */
  readonly isBegun: boolean;
  /** It replaced an update that had already touched the live program: if it fails, everything is undone. */
  readonly hasTouched: boolean;
  /** What goes back on the live path if this fails; null: nothing was there. */
  readonly previousSha256: string | null;
  readonly startedAt: number;
  /** Why it is going back. */
  readonly failure: Failure | null;
  /** Why going back did not work either. */
  readonly revertFailure: Failure | null;
  readonly corruptDownloads: number;
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
    events: [],
  };
}
