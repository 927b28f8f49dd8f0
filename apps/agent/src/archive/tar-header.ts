import { invalid, unsafe } from './archive-limits.js';

export const BLOCK_BYTES = 512;

export type TarEntryKind = 'file' | 'folder' | 'pax' | 'pax-global' | 'long-path';

export interface TarHeader {
  readonly kind: TarEntryKind;
  readonly path: string;
  readonly size: number;
  /** Permission bits without set-user-id, set-group-id, sticky, and without write for others. */
  readonly mode: number;
}

const KINDS: Readonly<Record<string, TarEntryKind>> = {
  '0': 'file',
  '\0': 'file',
  '5': 'folder',
  x: 'pax',
  g: 'pax-global',
  L: 'long-path',
};

/** Why the others are refused, so that a person knows how to pack instead. */
const REFUSED: Readonly<Record<string, string>> = {
  '1': 'a hard link (pack with tar --hard-dereference)',
  '2': 'a symbolic link (pack with tar --dereference)',
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a pipe',
  K: 'a link with a long name',
  S: 'a sparse file',
};
const SAFE_MODE = 0o755;

/** One header block; null for a block of zeros, which ends the archive. */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  assertChecksum(block);
  const type = String.fromCharCode(block[156] ?? 0);
  const name = textOf(block, 0, 100);
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? textOf(block, 345, 155) : '';
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const kind = KINDS[type];
  if (kind === undefined) {
    throw unsafe(`${JSON.stringify(path.slice(0, 200))} is ${REFUSED[type] ?? 'of an unknown kind'}`);
  }
  const isFolder = kind === 'folder' || (kind === 'file' && path.endsWith('/'));
  const size = numberOf(block, 124, 12, 'size');
  if (isFolder && size !== 0) throw invalid('a folder has a size');
  return { kind: isFolder ? 'folder' : kind, path, size, mode: numberOf(block, 100, 8, 'mode') & SAFE_MODE };
}

/** The sum of all bytes, its own field counted as blanks. */
function assertChecksum(block: Buffer): void {
  let sum = 8 * 32;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte;
  if (numberOf(block, 148, 8, 'checksum') !== sum)
    throw invalid('a header is damaged, or it is no tar archive');
}

function textOf(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}

/** Octal digits, or GNU's binary form, of which only the positive half is a size. */
function numberOf(block: Buffer, start: number, length: number, what: string): number {
  const first = block[start] ?? 0;
  if (first >= 0x80) return binaryNumber(block.subarray(start, start + length), what);
  const text = block.toString('latin1', start, start + length).replace(/(?<![\0 ])[\0 ]+$/, '');
  if (!/^ *[0-7]*$/.test(text)) throw invalid(`a ${what} is no number`);
  return Number.parseInt(text.trim() || '0', 8);
}

function binaryNumber(field: Buffer, what: string): number {
  if (field[0] !== 0x80) throw invalid(`a ${what} is negative or beyond all bounds`);
  const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  if (!Number.isSafeInteger(value)) throw invalid(`a ${what} is beyond all bounds`);
  return value;
}
