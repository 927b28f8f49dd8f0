import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJsonFile } from './durable-file.js';

export interface Contact {
  readonly at: string;
  readonly server: string;
  /** Null when the console answered; else why it did not. */
  readonly trouble: string | null;
}

const WRITE_EVERY_MILLISECONDS = 10_000;

/** How the last talk with the console went, for `status`. Not worth a wait for the disk, and no loss if it is lost. */
export class ContactFile {
  private readonly path: string;
  private written: { readonly at: number; readonly key: string } | null = null;

  constructor(stateDir: string) {
    this.path = join(stateDir, 'contact.json');
  }

  note(server: string, trouble: string | null, now: number): void {
    const key = `${server} ${String(trouble)}`;
    const isFresh = this.written !== null && Math.abs(now - this.written.at) < WRITE_EVERY_MILLISECONDS;
    if (isFresh && this.written?.key === key) return;
    this.written = { at: now, key };
    const contact: Contact = { at: new Date(now).toISOString(), server, trouble };
    try {
      writeFileSync(`${this.path}.tmp`, JSON.stringify(contact), { mode: 0o644 });
      renameSync(`${this.path}.tmp`, this.path);
    } catch {
      // A full disk is told by the bins; this file only helps a person who looks.
    }
  }

  read(): Contact | null {
    try {
      return (readJsonFile(this.path) as Contact | undefined) ?? null;
    } catch {
      return null;
    }
  }
}
