import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../../platform/http/index.js';
import { FileBlobStore } from './file-blob-store.js';

type Step = 'open' | 'write' | 'sync' | 'mkdir' | 'rename';

describe('a file that arrives while the disk fails', () => {
  const root = mkdtempSync(join(tmpdir(), 'blobs-'));
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  let syncs = 0;

  /** The first step of its kind fails, once the incoming folder is there. */
  function failing(step: Step, code: string): void {
    const failure = (): never => {
      throw Object.assign(new Error(code), { code });
    };
    if (step === 'open' || step === 'rename')
      jest.spyOn(fs, step).mockImplementationOnce(async () => failure());
    else if (step === 'mkdir')
      jest
        .spyOn(fs, 'mkdir')
        .mockImplementationOnce(async () => undefined)
        .mockImplementationOnce(async () => failure());
    else
      jest.spyOn(fs, 'open').mockImplementationOnce(async (...where) => {
        const file: FileHandle = await jest.requireActual<typeof fs>('node:fs/promises').open(...where);
        jest.spyOn(file, step).mockImplementation(async () => {
          syncs += 1;
          return failure();
        });
        return file;
      });
  }

  async function receive(): Promise<void> {
    const blob = await new FileBlobStore(root).receive();
    try {
      await blob.write(Buffer.alloc(700_000, 1));
      await blob.finish();
      await blob.publish('a'.repeat(64));
    } finally {
      await blob.discard();
    }
  }

  const left = (): string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it.each<[Step, string]>([
    ['open', 'ENOSPC'],
    ['write', 'ENOSPC'],
    ['write', 'EDQUOT'],
    ['write', 'EFBIG'],
    ['sync', 'ENOSPC'],
    ['mkdir', 'ENOSPC'],
    ['rename', 'ENOSPC'],
  ])('F12 is refused for want of space when %s fails with %s, and leaves nothing', async (step, code) => {
    await fs.mkdir(join(root, 'incoming'), { recursive: true });
    failing(step, code);
    const error = await receive().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('NO_SPACE');
    expect(left()).toEqual([]);
  });

  it('F15 fails when fsync fails, and does not ask the same file again', async () => {
    syncs = 0;
    failing('sync', 'EIO');
    await expect(receive()).rejects.toThrow('EIO');
    expect(syncs).toBe(1);
    expect(left()).toEqual([]);
  });
});
