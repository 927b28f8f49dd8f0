import { crc32, inflateRawSync } from 'node:zlib';
import type { LocalizedText } from '../../platform/http/index.js';
import type { ZipEntry } from './zip-writer.js';

export const MOST_ENTRIES = 1_000;
export const MOST_UNPACKED_BYTES = 16 * 1024 ** 2;

export class UnreadableZip extends Error {
  constructor(readonly words: LocalizedText) {
    super(words.en);
  }
}

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LISTED_SIZE = 46;
const LOCAL_SIZE = 30;
const MOST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

interface Listed {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** The files of a zip, without its folders. What a header says of sizes is not believed. @throws UnreadableZip */
export function unzipped(zip: Buffer): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let left = MOST_UNPACKED_BYTES;
  for (const listed of listedIn(zip)) {
    if (listed.name.endsWith('/')) continue;
    const bytes = bytesOf(zip, listed, left);
    left -= bytes.length;
    entries.push({ name: listed.name, bytes });
  }
  const twice = entries.find(({ name }, at) => entries.findIndex((other) => other.name === name) !== at);
  if (twice)
    throw new UnreadableZip({ en: `"${twice.name}" is in it twice`, zh: `“${twice.name}”在其中出现了两次` });
  return entries;
}

function listedIn(zip: Buffer): readonly Listed[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES)
    throw new UnreadableZip({
      en: `it has more than ${MOST_ENTRIES} entries`,
      zh: `其中超过 ${MOST_ENTRIES} 项`,
    });
  const all: Listed[] = [];
  while (all.length < count) {
    if (at + LISTED_SIZE > end || zip.readUInt32LE(at) !== LISTED) throw broken();
    const nameEnd = at + LISTED_SIZE + zip.readUInt16LE(at + 28);
    if (nameEnd > end) throw broken();
    all.push({
      name: nameOf(zip.subarray(at + LISTED_SIZE, nameEnd)),
      isEncrypted: (zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0,
      method: zip.readUInt16LE(at + 10),
      checksum: zip.readUInt32LE(at + 16),
      packedSize: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return all;
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_SIZE - MOST_COMMENT);
  for (let at = zip.length - END_SIZE; at >= first; at -= 1)
    if (zip.readUInt32LE(at) === END && at + END_SIZE + zip.readUInt16LE(at + 20) === zip.length) return at;
  throw new UnreadableZip({ en: 'it is no zip, or did not arrive whole', zh: '它不是 zip，或没有完整送达' });
}

function bytesOf(zip: Buffer, { name, offset, packedSize, ...listed }: Listed, left: number): Buffer {
  if (listed.isEncrypted) throw new UnreadableZip({ en: `"${name}" is encrypted`, zh: `“${name}”已加密` });
  if (offset + LOCAL_SIZE > zip.length || zip.readUInt32LE(offset) !== LOCAL) throw broken();
  const start = offset + LOCAL_SIZE + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  if (start + packedSize > zip.length) throw broken();
  const packed = zip.subarray(start, start + packedSize);
  const bytes = unpacked(packed, listed.method, name, left);
  if (bytes.length > left) throw tooLarge();
  if (crc32(bytes) !== listed.checksum) throw damaged(name);
  return bytes;
}

function unpacked(packed: Buffer, method: number, name: string, left: number): Buffer {
  if (method === 0) return packed;
  if (method !== 8)
    throw new UnreadableZip({
      en: `"${name}" is packed in a way that is not known here`,
      zh: `“${name}”的压缩方式不受支持`,
    });
  try {
    // None is no limit.
    return inflateRawSync(packed, { maxOutputLength: left + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw damaged(name);
  }
}

function nameOf(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new UnreadableZip({ en: 'a name in it is no UTF-8', zh: '其中有名称不是 UTF-8' });
  }
}

function damaged(name: string): UnreadableZip {
  return new UnreadableZip({ en: `"${name}" is damaged`, zh: `“${name}”已损坏` });
}

function broken(): UnreadableZip {
  return new UnreadableZip({
    en: 'its list of files is damaged, or of a kind that is not known here',
    zh: '其文件列表已损坏，或类型不受支持',
  });
}

function tooLarge(): UnreadableZip {
  return new UnreadableZip({
    en: `it has more than ${MOST_UNPACKED_BYTES} bytes when it is unpacked`,
    zh: `解压后超过 ${MOST_UNPACKED_BYTES} 字节`,
  });
}
