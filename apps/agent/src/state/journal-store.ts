import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import type { BinJournal } from '../reconcile/journal.js';
import { emptyJournal } from '../reconcile/journal.js';
import { isStaging, PHASE_OF_STEP } from '../reconcile/steps.js';
import { readJsonFile, writeDurably } from './durable-file.js';

/** One file per bin, replaced as a whole and on disk before `save` returns. */
export class JournalStore {
  private readonly folder: string;

  constructor(stateDir: string) {
    this.folder = join(stateDir, 'bins');
  }

  prepare(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith('.tmp')) rmSync(join(this.folder, name), { force: true });
    }
  }

  /** Throws when the file is damaged: acting on a guess could repeat an update. */
  load(bin: string): BinJournal {
    const value = readJsonFile(this.pathOf(bin));
    if (value === undefined) return emptyJournal(bin);
    if (!isObject(value) || value['schema'] !== 1 || typeof value['actedGeneration'] !== 'number') {
      throw new Error(`${this.pathOf(bin)} is no journal of this agent`);
    }
    return withTouch(withKnownStep({ ...emptyJournal(bin), ...(value as Partial<BinJournal>) }));
  }

  save(journal: BinJournal): void {
    writeDurably(this.pathOf(journal.bin), JSON.stringify(journal));
  }

  private pathOf(bin: string): string {
    return join(this.folder, `${bin}.json`);
  }
}

/**
 * A newer agent that was put back may have been in a step that this one does not know: then the update is done again
 * from its start, or undone again, as if anything may have been touched.
 */
function withKnownStep(journal: BinJournal): BinJournal {
  const { job } = journal;
  if (job === null || Object.keys(PHASE_OF_STEP).includes(job.step)) return journal;
  const step = job.failure === null ? 'download' : 'back-stop';
  return { ...journal, job: { ...job, step, isBegun: true, hasTouched: true } };
}

/** Older agents did not note that a step behind their staging was done: then the next one does not look as if it was the first. */
function withTouch(journal: BinJournal): BinJournal {
  const { job } = journal;
  return job === null || isStaging(job.step) ? journal : { ...journal, job: { ...job, hasTouched: true } };
}
