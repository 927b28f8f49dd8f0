import type { ArchiveLimits } from './archive-limits.js';
import { tooLarge, unsafe } from './archive-limits.js';

const MAX_NAME_BYTES = 255;

/** The parts of an entry's path below the folder of the version; empty for that folder itself. */
export function entryPath(path: string, limits: ArchiveLimits): readonly string[] {
  const shown = JSON.stringify(path.slice(0, 200));
  if (Buffer.byteLength(path) > limits.maxPathBytes) {
    throw tooLarge(`a path is longer than ${limits.maxPathBytes} bytes: ${shown}`);
  }
  if (path === '' || path.startsWith('/')) throw unsafe(`the path ${shown} is not relative`);
  if (hasControlCharacter(path) || path.includes('\\') || path.includes('\ufffd')) {
    throw unsafe(`the path ${shown} has characters that no file of a version may have`);
  }
  const parts = path.replace(/\/$/, '').split('/');
  const named = parts.filter((part, index) => !(part === '.' && index === 0));
  if (named.some((part) => part === '' || part === '.' || part === '..')) {
    throw unsafe(`the path ${shown} does not say plainly where it leads`);
  }
  if (named.length > limits.maxDepth) throw tooLarge(`${shown} lies deeper than ${limits.maxDepth} folders`);
  if (named.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    throw tooLarge(`a name in ${shown} is longer than ${MAX_NAME_BYTES} bytes`);
  }
  return named;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
