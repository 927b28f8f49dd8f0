import { invalid, unsafe } from './archive-limits.js';

export interface PaxOverrides {
  readonly path?: string;
  readonly size?: number;
}

/** Records "length key=value\n". Only path and size matter here; what changes the kind of a file is refused. */
export function parsePax(bytes: Buffer): PaxOverrides {
  let overrides: PaxOverrides = {};
  for (let at = 0; at < bytes.length;) {
    const { length, key, value } = recordAt(bytes, at);
    overrides = { ...overrides, ...overrideOf(key, value) };
    at += length;
  }
  return overrides;
}

/** Holds for all entries that follow; git writes a comment there. What would rename or resize them is refused. */
export function assertHarmlessGlobal(bytes: Buffer): void {
  const { path, size } = parsePax(bytes);
  if (path !== undefined || size !== undefined) throw unsafe('a global header renames or resizes all files');
}

function recordAt(bytes: Buffer, at: number): { length: number; key: string; value: string } {
  const digits = /^([1-9]\d{0,6}) /.exec(bytes.toString('latin1', at, at + 9))?.[1];
  const length = Number(digits);
  const end = at + length;
  if (digits === undefined || end > bytes.length || bytes[end - 1] !== 0x0a) {
    throw invalid('an extended header is damaged');
  }
  const record = bytes.toString('utf8', at + digits.length + 1, end - 1);
  const split = record.indexOf('=');
  if (split < 1) throw invalid('an extended header is damaged');
  return { length, key: record.slice(0, split), value: record.slice(split + 1) };
}

function overrideOf(key: string, value: string): PaxOverrides {
  if (value.includes('\0')) throw unsafe(`the extended header ${key} has a NUL in it`);
  if (key === 'path') return { path: value };
  if (key === 'size') return { size: sizeOf(value) };
  if (key === 'linkpath') throw unsafe('an extended header makes a link');
  if (key.startsWith('GNU.sparse.')) throw unsafe('it holds a sparse file');
  return {};
}

function sizeOf(text: string): number {
  const size = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw invalid('a size is negative or beyond all bounds');
  return size;
}
