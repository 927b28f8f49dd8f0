import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Its folders parted by `/`. */
  readonly name: string;
  readonly bytes: Buffer;
}

const LOCAL = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const LISTED_SIZE = 46;
const END_SIZE = 22;
const MOST_COMMENT = 0xffff;
const DEFLATED = 8;
const NEEDS = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980: the same texts make the same bytes, so a repeated import is the same request. */
const DOS_DATE = 0x21;
const MOST_UNPACKED_BYTES = 64 * 1024 ** 2;

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const facts = factsOf(path, bytes, packed);
    const local = Buffer.concat([numbers([LOCAL, 4]), facts, numbers([0, 2]), path, packed]);
    files.push(local);
    // Comment, disk and attributes are none.
    const [head, tail] = [numbers([LISTED, 4], [NEEDS, 2]), numbers([offset, 4])];
    list.push(Buffer.concat([head, facts, Buffer.alloc(12), tail, path]));
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const count = entries.length;
  const end = numbers([END, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...files, directory, end]);
}

/** From the version that is needed to the length of the name: the same in both places. */
function factsOf(path: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  const form = numbers([NEEDS, 2], [UTF8_NAMES, 2], [DEFLATED, 2], [0, 2], [DOS_DATE, 2]);
  return Buffer.concat([
    form,
    numbers([crc32(bytes), 4], [packed.length, 4], [bytes.length, 4], [path.length, 2]),
  ]);
}

function numbers(...all: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    all.map(([value, size]) => {
      const buffer = Buffer.alloc(size);
      buffer.writeUIntLE(value, 0, size);
      return buffer;
    }),
  );
}

/** The files in it, without folders. @throws when it is damaged or too large */
export function unzipped(zip: Buffer): readonly ZipEntry[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let [at, left] = [zip.readUInt32LE(end + 16), MOST_UNPACKED_BYTES];
  for (let index = 0; index < count; index += 1) {
    if (at + LISTED_SIZE > end || zip.readUInt32LE(at) !== LISTED) throw damaged();
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + LISTED_SIZE, at + LISTED_SIZE + nameLength);
    if (!name.endsWith('/')) {
      const bytes = contentOf(zip, at, left);
      left -= bytes.length;
      entries.push({ name, bytes });
    }
    at += LISTED_SIZE + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_SIZE - MOST_COMMENT);
  for (let at = zip.length - END_SIZE; at >= first; at -= 1)
    if (zip.readUInt32LE(at) === END && at + END_SIZE + zip.readUInt16LE(at + 20) === zip.length) return at;
  throw damaged();
}

function contentOf(zip: Buffer, listedAt: number, mostBytes: number): Buffer {
  const [method, packedSize] = [zip.readUInt16LE(listedAt + 10), zip.readUInt32LE(listedAt + 20)];
  const at = zip.readUInt32LE(listedAt + 42);
  if (at + LOCAL_SIZE > zip.length || zip.readUInt32LE(at) !== LOCAL) throw damaged();
  const start = at + LOCAL_SIZE + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(start, start + packedSize);
  if (method !== 0 && method !== DEFLATED) throw damaged();
  const bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: mostBytes + 1 });
  if (bytes.length > mostBytes || crc32(bytes) !== zip.readUInt32LE(listedAt + 16)) throw damaged();
  return bytes;
}

function damaged(): Error {
  return new Error('the zip is damaged, or of a kind that is not known here');
}

const POLYNOMIAL = 0xedb88320;
const CRC_OF_BYTE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value >>> 0;
});

/** Node has its own only since version 20. */
export function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_OF_BYTE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
