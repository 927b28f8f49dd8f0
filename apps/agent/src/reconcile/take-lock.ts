import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Failure } from '../errors.js';
import type { WorkerTools } from './worker-tools.js';

/** Makes sure that this process alone changes the bin's file; else says who does. */
export function takeLock({ bin, lock }: Pick<WorkerTools, 'bin' | 'lock'>): Failure | null {
  mkdirSync(dirname(bin.path), { recursive: true });
  const taken = lock.acquire();
  return taken.ok ? null : { code: 'BIN_LOCKED', message: `process ${taken.heldByPid} updates it` };
}
