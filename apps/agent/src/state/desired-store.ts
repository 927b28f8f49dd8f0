import { join } from 'node:path';

import { isObject } from '../config/fields.js';
import { parseDesiredState } from '../transport/sync-protocol.js';
import type { DesiredState } from '../transport/sync-protocol.js';
import { readTextFile, writeDurably } from './durable-file.js';

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
      return isObject(value) ? parseDesiredState(value) : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  save(state: DesiredState): void {
    const bins = state.bins.map(({ bin, desired }) => ({ bin, ...desired }));
    writeDurably(this.path, JSON.stringify({ ...state, bins }));
  }
}
