import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import type { BinJournal } from '../reconcile/journal.js';
import { emptyJournal } from '../reconcile/journal.js';
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
    return { ...emptyJournal(bin), ...(value as Partial<BinJournal>) };
  }

  save(journal: BinJournal): void {
    writeDurably(this.pathOf(journal.bin), JSON.stringify(journal));
  }

  private pathOf(bin: string): string {
    return join(this.folder, `${bin}.json`);
  }
}
