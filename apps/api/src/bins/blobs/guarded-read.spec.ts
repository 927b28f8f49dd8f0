import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileBlobStore } from './file-blob-store.js';
import { guardedRead } from './guarded-read.js';

describe('S02 I4 what is sent of an artifact', () => {
  const root = mkdtempSync(join(tmpdir(), 'blobs-'));
  const store = new FileBlobStore(root);
  const bytes = randomBytes(2_000_003);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = join(root, 'sha256', sha256.slice(0, 2), sha256);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  beforeEach(async () => {
    const blob = await store.receive();
    await blob.write(bytes);
    await blob.finish();
    await blob.publish(sha256);
  });

  /** What arrived, and whether the end came; `meanwhile` happens when the first chunk is there. */
  async function receive(start: number, end: number, meanwhile?: () => void): Promise<[Buffer, boolean]> {
    const blob = await store.open(sha256);
    if (!blob) throw new Error('not stored');
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of guardedRead(blob, {
        sha256,
        start,
        end,
        damaged: () => new Error('damaged'),
      })) {
        if (chunks.push(chunk) === 1) meanwhile?.();
      }
      return [Buffer.concat(chunks), true];
    } catch (error) {
      expect(error).toEqual(new Error('damaged'));
      return [Buffer.concat(chunks), false];
    }
  }
  /** In place, and without a trace in its times as far as one can. */
  const flip = (at: number): void => {
    const { atime, mtime } = statSync(place);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ 1;
    writeFileSync(place, flipped);
    utimesSync(place, atime, mtime);
  };

  it.each([
    [0, 2_000_002],
    [5, 9],
    [1_999_999, 2_000_002],
    [0, 0],
  ])('is right from %i to %i', async (start, end) => {
    const [received, isWhole] = await receive(start, end);
    expect(isWhole).toBe(true);
    expect(received.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it('never ends when the disk gave other bytes, though nothing else tells', async () => {
    flip(1_999_990);
    const [received, isWhole] = await receive(0, 2_000_002);
    expect({ isWhole, isShort: received.length < bytes.length }).toEqual({ isWhole: false, isShort: true });
  });

  it.each<[string, number, number, () => void]>([
    ['changed', 0, 2_000_002, () => flip(1_900_000)],
    ['changed where it is not asked for', 100, 1_600_000, () => flip(1_900_000)],
    ['cut', 0, 2_000_002, () => truncateSync(place, 600_000)],
    ['continued', 100, 1_600_000, () => appendFileSync(place, 'x')],
  ])('never ends when the file is %s meanwhile', async (_, start, end, meanwhile) => {
    const [received, isWhole] = await receive(start, end, meanwhile);
    expect({ isWhole, isShort: received.length < end - start + 1 }).toEqual({
      isWhole: false,
      isShort: true,
    });
  });

  it('is not held up by the same file uploaded again meanwhile', async () => {
    const again = await store.receive();
    await again.write(bytes);
    await again.finish();
    const blob = await store.open(sha256);
    if (!blob) throw new Error('not stored');
    await again.publish(sha256);
    const chunks: Buffer[] = [];
    const damaged = (): Error => new Error('damaged');
    for await (const chunk of guardedRead(blob, { sha256, start: 0, end: bytes.length - 1, damaged }))
      chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });
});
