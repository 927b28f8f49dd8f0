import type { Failure } from '../errors.js';
import type { BinJournal } from './journal.js';
import { stagedDigest } from './outcomes.js';
import type { Phase } from './phases.js';
import { PHASE_OF_STEP } from './steps.js';

/** What the console is told about one bin. */
export interface Observed {
  readonly bin: string;
  readonly sha256: string | null;
  readonly source: 'process' | 'file' | null;
  readonly healthy: boolean | null;
  readonly generation: number;
  readonly phase?: Phase;
  readonly kept?: readonly string[];
  /** Lies ready beside the live one since a `stage`. */
  readonly staged?: string | null;
  readonly error?: Failure | null;
}

export interface Sighting {
  readonly sha256: string | null;
  readonly source: 'process' | 'file' | null;
  readonly isHealthy: boolean | null;
}

export function phaseOf(journal: BinJournal): Phase | null {
  if (journal.job === null) return journal.outcome?.phase ?? null;
  return journal.job.step === 'verify' ? 'downloading' : PHASE_OF_STEP[journal.job.step];
}

export function describeBin(journal: BinJournal, sighting: Sighting, passing: Failure | null): Observed {
  const phase = phaseOf(journal);
  return {
    bin: journal.bin,
    sha256: sighting.sha256,
    source: sighting.source,
    healthy: sighting.isHealthy,
    generation: journal.actedGeneration,
    ...(phase === null ? {} : { phase }),
    kept: [...journal.kept],
    staged: stagedDigest(journal),
    error: passing ?? journal.job?.failure ?? journal.outcome?.failure ?? null,
  };
}

/** A bin that the console wants here and the host's configuration does not allow. */
export function describeUnknown(bin: string, generation: number): Observed {
  const message = `this host's configuration has no bin ${bin}`;
  const error = { code: 'BIN_NOT_CONFIGURED', message };
  return { bin, sha256: null, source: null, healthy: null, generation, phase: 'failed', kept: [], error };
}
