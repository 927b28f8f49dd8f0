import { createHash } from 'node:crypto';
import { chmodSync, chownSync, fsyncSync, mkdirSync, promises } from 'node:fs';
import { dirname, join } from 'node:path';

import { openArchive } from '../archive/archive-stream.js';
import type { ArchiveLimits } from '../archive/archive-limits.js';
import { readTar } from '../archive/read-tar.js';
import type { FileSink, TarSink } from '../archive/read-tar.js';
import { AgentError } from '../errors.js';
import { syncFolder } from '../state/durable-file.js';
import { faultpoint } from '../state/fault-point.js';
import type { ListedFile } from './content-list.js';
import type { Owner } from './owner.js';

export interface UnpackRequest {
  readonly archive: string;
  /** Must not be there yet: nobody can have put a link into it. */
  readonly into: string;
  readonly limits: ArchiveLimits;
  /** What the disk can give; beyond it is no fault of the archive. */
  readonly roomBytes: number;
  /** Null: files belong to the agent's own user. */
  readonly owner: Owner | null;
}

const FOLDER_MODE = 0o755;
const PRIVATE_MODE = 0o700;

/** Unpacks into a new folder and says what is in it; everything is on disk when this returns. */
export async function unpackArchive(request: UnpackRequest): Promise<readonly ListedFile[]> {
  const { archive, into, limits } = request;
  const sink = new FolderSink(request);
  faultpoint('unpack.folder', () => mkdirSync(into, { mode: PRIVATE_MODE }));
  await readTar(await openArchive(archive), limits, sink);
  faultpoint('unpack.sync', () => sink.syncFolders());
  return sink.files;
}

class FolderSink implements TarSink {
  readonly files: ListedFile[] = [];
  private readonly root: string;
  private readonly owner: Owner | null;
  private readonly folders: string[];
  private roomBytes: number;

  constructor({ into, owner, roomBytes }: UnpackRequest) {
    this.root = into;
    this.owner = owner;
    this.folders = [into];
    this.roomBytes = roomBytes;
  }

  folder(parts: readonly string[]): void {
    const path = join(this.root, ...parts);
    mkdirSync(path, { mode: PRIVATE_MODE });
    this.folders.push(path);
  }

  async file({ parts, mode }: Parameters<TarSink['file']>[0]): Promise<FileSink> {
    const handle = await faultpoint('unpack.open', () =>
      promises.open(join(this.root, ...parts), 'wx', 0o600),
    );
    const hash = createHash('sha256');
    let sizeBytes = 0;
    return {
      write: async (bytes) => {
        this.takeRoom(bytes.length);
        hash.update(bytes);
        sizeBytes += bytes.length;
        await handle.writeFile(bytes);
      },
      end: async () => {
        try {
          if (this.owner !== null) await handle.chown(this.owner.uid, this.owner.gid);
          await handle.chmod(mode);
          await faultpoint('unpack.fsync', () => Promise.resolve(fsyncSync(handle.fd)));
        } finally {
          await handle.close();
        }
        this.files.push({ path: parts.join('/'), sizeBytes, sha256: hash.digest('hex') });
      },
    };
  }

  private takeRoom(bytes: number): void {
    this.roomBytes -= bytes;
    if (this.roomBytes >= 0) return;
    throw new AgentError('NO_SPACE', `${dirname(this.root)} has no room for what the archive holds`);
  }

  /** The deepest first; the folder of the version itself last, when all in it is so. */
  syncFolders(): void {
    for (const folder of [...this.folders].reverse()) {
      if (this.owner !== null) chownSync(folder, this.owner.uid, this.owner.gid);
      chmodSync(folder, FOLDER_MODE);
      syncFolder(folder);
    }
  }
}
