import { gzipSync } from 'node:zlib';

export interface TarPart {
  readonly path: string;
  readonly content?: Buffer | string;
  readonly type?: string;
  readonly mode?: number;
  readonly link?: string;
  readonly prefix?: string;
  /** Written as it is in place of the true size. */
  readonly sizeField?: Buffer;
  readonly hasWrongChecksum?: boolean;
}

const BLOCK = 512;

/** A tar archive, as honest or as dishonest as the parts ask for. */
export function tar(parts: readonly TarPart[], end = Buffer.alloc(2 * BLOCK)): Buffer {
  return Buffer.concat([...parts.map(tarPart), end]);
}

export function tarGz(parts: readonly TarPart[]): Buffer {
  return gzipSync(tar(parts));
}

export function tarPart(part: TarPart): Buffer {
  const content = Buffer.from(part.content ?? '');
  const header = Buffer.alloc(BLOCK);
  header.write(part.path, 0, 100);
  header.write(`${(part.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  part.sizeField?.copy(header, 124);
  header.write('00000000000\0', 136);
  header.write(part.type ?? '0', 156);
  header.write(part.link ?? '', 157, 100);
  header.write('ustar\x0000', 257, 8, 'latin1');
  header.write(part.prefix ?? '', 345, 155);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0) + (part.hasWrongChecksum === true ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, content, padding]);
}

/** An extended header with these records, each "length key=value\n". */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): TarPart {
  const content = Object.entries(records)
    .map(([key, value]) => paxRecord(key, value))
    .join('');
  return { path: 'PaxHeader', type, content };
}

function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length += 1;
  return `${length} ${key}=${value}\n`;
}
