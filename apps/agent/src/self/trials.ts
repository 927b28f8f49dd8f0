import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import type { Failure } from '../errors.js';
import { readJsonFile, writeDurably } from '../state/durable-file.js';

/** What the old agent leaves for the launcher before it lets the new one be started. */
export interface Trial {
  readonly schema: 1;
  /** Other for each try, also of the same version. */
  readonly id: string;
  readonly sha256: string;
  readonly previousSha256: string;
  /** Where the old bundle lies in the meantime. */
  readonly previousFile: string;
  readonly proveSeconds: number;
  readonly watchSeconds: number;
}

/** What the launcher knows of a trial. */
export interface Verdict {
  readonly schema: 1;
  readonly id: string;
  /** How often the new agent was started without having passed. */
  readonly starts: number;
  /** How its last start ended, for people. */
  readonly lastEnd: string | null;
  readonly hasPassed: boolean;
  /** The old one is put back for this. */
  readonly failure: Failure | null;
}

/**
 * All that agents of different versions and the launcher, which stays as old as it is, say to each other. Each file has
 * one writer, is replaced as a whole, and may hold more than is read here.
 */
export class Trials {
  constructor(private readonly dir: string) {}

  /** By the old agent: from now on what lies on the live path is on trial if it has this digest. */
  begin(trial: Trial): void {
    writeDurably(this.file('trial'), JSON.stringify(trial));
  }

  /** By an agent that runs again after it was put back: nothing is on trial any more. */
  forget(): void {
    rmSync(this.file('trial'), { force: true });
  }

  /** By the new agent: it had its first talk with the console. */
  prove(trial: Trial): void {
    writeDurably(this.file('proof'), JSON.stringify({ schema: 1, id: trial.id }));
  }

  /** By the launcher. */
  note(verdict: Verdict): void {
    writeDurably(this.file('verdict'), JSON.stringify(verdict));
  }

  trial(): Trial | null {
    const value = this.read('trial');
    const isTrial =
      typeof value['id'] === 'string' &&
      typeof value['sha256'] === 'string' &&
      typeof value['previousSha256'] === 'string' &&
      typeof value['previousFile'] === 'string' &&
      typeof value['proveSeconds'] === 'number' &&
      typeof value['watchSeconds'] === 'number';
    return isTrial ? (value as unknown as Trial) : null;
  }

  isProven(trial: Trial): boolean {
    return this.read('proof')['id'] === trial.id;
  }

  verdictOn(trial: Trial): Verdict {
    const value = this.read('verdict');
    const fresh = {
      schema: 1,
      id: trial.id,
      starts: 0,
      lastEnd: null,
      hasPassed: false,
      failure: null,
    } as const;
    return value['id'] === trial.id ? { ...fresh, ...(value as Partial<Verdict>) } : fresh;
  }

  /** A file that is damaged says nothing. */
  private read(name: string): Readonly<Record<string, unknown>> {
    try {
      const value = readJsonFile(this.file(name));
      return isObject(value) && value['schema'] === 1 ? value : {};
    } catch {
      return {};
    }
  }

  private file(name: string): string {
    return join(this.dir, `${name}.json`);
  }
}
