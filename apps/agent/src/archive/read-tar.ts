import type { ArchiveLimits } from './archive-limits.js';
import { invalid, tooLarge, unsafe } from './archive-limits.js';
import { ByteSource } from './byte-source.js';
import { entryPath } from './entry-path.js';
import type { PaxOverrides } from './pax-records.js';
import { assertHarmlessGlobal, parsePax } from './pax-records.js';
import type { TarHeader } from './tar-header.js';
import { BLOCK_BYTES, parseTarHeader } from './tar-header.js';

/** Where the entries go. Paths are proven: relative, below the root, each only once, and no file above another. */
export interface TarSink {
  folder(parts: readonly string[]): Promise<void> | void;
  file(file: { readonly parts: readonly string[]; readonly mode: number }): Promise<FileSink>;
}

export interface FileSink {
  write(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
}

const MAX_EXTENSION_BYTES = 64 * 1024;
const MAX_HEADERS_IN_ROW = 8;
/** tar fills up to its record size, 10 KiB unless somebody asked for more. */
const MAX_FILLING_BYTES = 1024 * 1024;

/** Reads a whole tar stream into the sink and refuses whatever is not plainly a file or a folder of a version. */
export async function readTar(
  stream: AsyncIterable<Buffer>,
  limits: ArchiveLimits,
  sink: TarSink,
): Promise<void> {
  const source = new ByteSource(stream);
  try {
    await new TarReader(source, limits, sink).run();
  } finally {
    await source.close();
  }
}

class TarReader {
  private readonly seen = new Map<string, 'file' | 'folder'>();
  private totalBytes = 0;
  private headers = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly limits: ArchiveLimits,
    private readonly sink: TarSink,
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const entry = await this.nextEntry();
      if (entry === null) break;
      await this.unpack(entry);
    }
    if (![...this.seen.values()].includes('file')) throw invalid('there is no file in it');
    await this.assertOnlyZeros();
  }

  /** The next file or folder, with what extended headers say about it. */
  private async nextEntry(): Promise<TarHeader | null> {
    let overrides: PaxOverrides = {};
    for (let inRow = 0; ; inRow += 1) {
      if (inRow > MAX_HEADERS_IN_ROW) throw invalid('it has too many headers before one file');
      const header = parseTarHeader(await this.source.take(BLOCK_BYTES));
      if (header === null) {
        if (inRow > 0) throw invalid('it ends behind an extended header');
        return null;
      }
      if (header.kind === 'file' || header.kind === 'folder') return { ...header, ...overrides };
      overrides = { ...overrides, ...(await this.extension(header)) };
    }
  }

  private async extension(header: TarHeader): Promise<PaxOverrides> {
    this.count();
    if (header.size > MAX_EXTENSION_BYTES) throw tooLarge('an extended header is too long');
    const bytes = await this.source.take(header.size);
    await this.skipPadding(header.size);
    if (header.kind === 'pax') return parsePax(bytes);
    if (header.kind === 'long-path') return { path: longPath(bytes) };
    assertHarmlessGlobal(bytes);
    return {};
  }

  private async unpack(entry: TarHeader): Promise<void> {
    this.count();
    const parts = entryPath(entry.path, this.limits);
    if (entry.kind === 'folder') {
      if (entry.size !== 0) throw invalid('a folder has a size');
      if (parts.length > 0) await this.addFolder(parts);
      return;
    }
    if (parts.length === 0) throw unsafe('a file has no name');
    this.totalBytes += entry.size;
    if (this.totalBytes > this.limits.maxBytes) {
      throw tooLarge(`its files are larger than ${this.limits.maxBytes} bytes`);
    }
    await this.addParents(parts);
    this.claim(parts, 'file');
    const file = await this.sink.file({ parts, mode: entry.mode });
    try {
      await this.source.pass(entry.size, (bytes) => file.write(bytes));
    } finally {
      await file.end();
    }
    await this.skipPadding(entry.size);
  }

  private async addFolder(parts: readonly string[]): Promise<void> {
    await this.addParents(parts);
    const path = parts.join('/');
    if (this.seen.get(path) === 'folder') return;
    this.claim(parts, 'folder');
    await this.sink.folder(parts);
  }

  private async addParents(parts: readonly string[]): Promise<void> {
    if (parts.length > 1) await this.addFolder(parts.slice(0, -1));
  }

  private claim(parts: readonly string[], kind: 'file' | 'folder'): void {
    const path = parts.join('/');
    if (this.seen.has(path)) throw unsafe(`${JSON.stringify(path)} is in it twice`);
    this.seen.set(path, kind);
    if (this.seen.size > this.limits.maxEntries) {
      throw tooLarge(`it holds more than ${this.limits.maxEntries} files and folders`);
    }
  }

  /** Entries that add nothing (a folder named again, an extended header) cost time too. */
  private count(): void {
    this.headers += 1;
    if (this.headers > 4 * this.limits.maxEntries + MAX_HEADERS_IN_ROW) {
      throw tooLarge(`it holds more than ${this.limits.maxEntries} files and folders`);
    }
  }

  private async skipPadding(size: number): Promise<void> {
    const over = size % BLOCK_BYTES;
    if (over > 0) await this.source.take(BLOCK_BYTES - over);
  }

  /** Behind the end there is only filling; anything else would be a second archive that somebody else may read. */
  private async assertOnlyZeros(): Promise<void> {
    let left = MAX_FILLING_BYTES;
    for (let chunk = await this.source.some(); chunk !== null; chunk = await this.source.some()) {
      left -= chunk.length;
      if (left < 0 || chunk.some((byte) => byte !== 0)) throw unsafe('there is something behind its end');
    }
  }
}

function longPath(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  if (end >= 0 && end < bytes.length - 1) throw unsafe('a long path has a NUL in it');
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8');
}
