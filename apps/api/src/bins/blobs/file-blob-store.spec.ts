import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileBlobStore } from './file-blob-store.js';

describe('artifacts in files', () => {
  const root = mkdtempSync(join(tmpdir(), 'blobs-'));
  const store = new FileBlobStore(root);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const placeOf = (sha256: string): string => join(root, 'sha256', sha256.slice(0, 2), sha256);
  const incoming = (): string[] => readdirSync(join(root, 'incoming'));
  const age = (path: string, hours: number): void =>
    utimesSync(path, new Date(), new Date(Date.now() - hours * 3_600_000));

  async function put(bytes: Buffer): Promise<string> {
    const blob = await store.receive();
    for (let at = 0; at < bytes.length; at += 70_000) await blob.write(bytes.subarray(at, at + 70_000));
    await blob.finish();
    await blob.publish(sha256Of(bytes));
    await blob.publish(sha256Of(bytes));
    await blob.discard();
    return sha256Of(bytes);
  }

  async function read(sha256: string, start: number, end: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const blob = await store.open(sha256);
    for await (const chunk of blob?.read(start, end) ?? []) chunks.push(chunk as Buffer);
    await blob?.close();
    return Buffer.concat(chunks);
  }

  it('gives back what it was given, whole and in part', async () => {
    const bytes = randomBytes(1_500_001);
    const sha256 = await put(bytes);
    expect((await read(sha256, 0, bytes.length - 1)).equals(bytes)).toBe(true);
    expect((await read(sha256, 700_000, 700_009)).equals(bytes.subarray(700_000, 700_010))).toBe(true);
    expect(incoming()).toEqual([]);
  });

  it('shows nothing of what was not published, and leaves nothing of what was discarded', async () => {
    const blob = await store.receive();
    await blob.write(randomBytes(600_000));
    expect(incoming()).toHaveLength(1);
    await blob.discard();
    await blob.discard();
    expect(incoming()).toEqual([]);
  });

  it('has no blob of another name than a sha256', async () => {
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/x`])
      await expect(store.open(name)).rejects.toThrow('not a sha256');
    expect(await store.open('a'.repeat(64))).toBeUndefined();
  });

  it('F14 removes what stopped arriving more than an hour ago and nothing else', async () => {
    const [old, young] = [await store.receive(), await store.receive()];
    const names = incoming();
    await old.finish();
    await young.finish();
    age(join(root, 'incoming', names[0] as string), 2);
    expect(await store.removeLeftovers(new Date(Date.now() - 3_600_000))).toBe(1);
    expect(incoming()).toEqual([names[1]]);
    await young.discard();
    await old.discard();
  });

  it('lists the blobs that were published before a time', async () => {
    const [first, second] = [await put(Buffer.from('first')), await put(Buffer.from('second'))];
    age(placeOf(first), 2);
    const found: string[] = [];
    for await (const sha256 of store.publishedBefore(new Date(Date.now() - 3_600_000))) found.push(sha256);
    expect(found).toContain(first);
    expect(found).not.toContain(second);
    await store.remove(first);
    await store.remove(first);
    expect(existsSync(placeOf(first))).toBe(false);
    expect(statSync(placeOf(second)).size).toBe(6);
  });
});
