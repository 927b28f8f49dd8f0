import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import { parseSyncAnswer } from '../transport/sync-protocol.js';
import type { DesiredBin } from '../transport/sync-protocol.js';
import { readTextFile, writeDurably } from './durable-file.js';

export interface DesiredState {
  readonly stateVersion: string | null;
  readonly lifecycle: string | null;
  readonly bins: readonly DesiredBin[];
}

const NOTHING: DesiredState = { stateVersion: null, lifecycle: null, bins: [] };

/** The console's last word, for the days when it can't be reached. */
export class DesiredStore {
  private readonly path: string;

  constructor(stateDir: string) {
    this.path = join(stateDir, 'desired.json');
  }

  /** A damaged file is the same as none: the console says it again at the next contact. */
  load(): DesiredState {
    try {
      const value: unknown = JSON.parse(readTextFile(this.path) ?? '{}');
      if (!isObject(value)) return NOTHING;
      const { stateVersion, lifecycle, bins } = parseSyncAnswer(value);
      return { stateVersion, lifecycle, bins: bins ?? [] };
    } catch {
      return NOTHING;
    }
  }

  save(state: DesiredState): void {
    const bins = state.bins.map(({ bin, desired }) => ({ bin, ...desired }));
    writeDurably(this.path, JSON.stringify({ ...state, bins }));
  }
}
