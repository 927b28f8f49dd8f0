import { isObject } from '../config/fields.js';
import type { ProcessIdentity } from '../probes/process-table.js';
import { readJsonFile } from './durable-file.js';

/** A process that was noted for whoever starts next; what a crash left damaged names none and must not block it. */
export function readProcessRecord(path: string): ProcessIdentity | null {
  try {
    const noted = readJsonFile(path);
    return isObject(noted) ? (noted as unknown as ProcessIdentity) : null;
  } catch {
    return null;
  }
}
