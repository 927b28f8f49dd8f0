import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Path in the zip, its folders parted by `/`. */
  readonly name: string;
  readonly bytes: Buffer;
}

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const NEEDS = 20;
/** 1 January 1980: the same texts make the same zip, whenever it is made. */
const DOS_DATE = 0x21;

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const facts = factsOf(path, bytes, packed);
    const local = Buffer.concat([word(0x04034b50, 4), facts, word(0, 2), path, packed]);
    files.push(local);
    // Comment, disk and attributes are none.
    directory.push(
      Buffer.concat([word(0x02014b50, 4), word(NEEDS, 2), facts, Buffer.alloc(12), word(offset, 4), path]),
    );
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.concat([
    word(0x06054b50, 4),
    word(0, 4),
    word(entries.length, 2),
    word(entries.length, 2),
    word(list.length, 4),
    word(offset, 4),
    word(0, 2),
  ]);
  return Buffer.concat([...files, list, end]);
}

/** From the version that is needed to the length of the name: the same in both places. */
function factsOf(path: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  return Buffer.concat([
    word(NEEDS, 2),
    word(UTF8_NAMES, 2),
    word(DEFLATED, 2),
    word(0, 2),
    word(DOS_DATE, 2),
    word(crc32(bytes), 4),
    word(packed.length, 4),
    word(bytes.length, 4),
    word(path.length, 2),
  ]);
}

function word(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
