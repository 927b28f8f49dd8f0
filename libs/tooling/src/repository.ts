import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole repository; sources and what is compiled from them lie equally deep. */
const root = resolve(fileURLToPath(import.meta.url), '../../../..');

export function inRepository(...parts: readonly string[]): string {
  return resolve(root, ...parts);
}
