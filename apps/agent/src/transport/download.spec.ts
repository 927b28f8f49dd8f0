import { mkdtempSync, promises, readFileSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeAll } from './download.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-download-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a disk that is nearly full does: it takes a part, and says that it is full only when asked again. */
class NarrowDisk {
  constructor(
    private readonly file: FileHandle,
    private roomBytes: number,
  ) {}

  async write(bytes: Buffer, from: number, length: number, at: number): Promise<{ bytesWritten: number }> {
    if (this.roomBytes === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    const taken = Math.min(this.roomBytes, length, 2);
    this.roomBytes -= taken;
    return this.file.write(bytes, from, taken, at);
  }
}

describe('bytes that come', () => {
  const path = (): string => join(folder, 'part');

  async function write(roomBytes: number): Promise<void> {
    const file = await promises.open(path(), 'w');
    try {
      await file.write('ab');
      await writeAll(new NarrowDisk(file, roomBytes), Buffer.from('cdefg'), 2);
    } finally {
      await file.close();
    }
  }

  it('are all written, also when the disk takes only a part at once', async () => {
    await write(5);
    expect(readFileSync(path(), 'utf8')).toBe('abcdefg');
  });

  it('F19 that a disk has no room for are known as that', async () => {
    await expect(write(4)).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
