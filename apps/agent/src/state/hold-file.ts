import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import { readTextFile, writeDurably } from './durable-file.js';

export interface Hold {
  readonly reason: string;
  /** ISO time, or null: until released by hand. */
  readonly until: string | null;
}

const MAX_REASON_CHARACTERS = 500;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "90s", "30m", "2h", "1d" in milliseconds; null when it is none of those. */
export function parseDuration(text: string): number | null {
  const found = /^(\d{1,6})([smhd])$/.exec(text);
  const unit = UNITS[found?.[2] ?? ''];
  return found === null || unit === undefined ? null : Number(found[1]) * unit;
}

export function isHoldOver(hold: Hold, now: number): boolean {
  return hold.until !== null && Date.parse(hold.until) <= now;
}

/** The local brake: a file that works without the console and survives restarts. */
export class HoldFile {
  private readonly path: string;

  constructor(stateDir: string) {
    this.path = join(stateDir, 'hold.json');
  }

  /** An unreadable hold still holds: a brake must not fail open. */
  read(now: number): Hold | null {
    const text = readTextFile(this.path);
    if (text === undefined) return null;
    const hold = parseHold(text) ?? { reason: 'the hold file is unreadable', until: null };
    return isHoldOver(hold, now) ? null : hold;
  }

  write(hold: Hold): void {
    writeDurably(this.path, `${JSON.stringify(hold)}\n`, 0o644);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** In the words that the console takes, or it would hear nothing at all of this node. */
function parseHold(text: string): Hold | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || typeof value['reason'] !== 'string') return null;
    const reason = value['reason'].slice(0, MAX_REASON_CHARACTERS);
    const until = value['until'];
    if (until === null) return { reason, until };
    // What is no time throws.
    return typeof until === 'string' ? { reason, until: new Date(until).toISOString() } : null;
  } catch {
    return null;
  }
}
