import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleTypeScript } from '../bundle-typescript.mjs';
import { makeTemporaryDataDir, removeTemporaryDataDir } from '../temporary-data-dir.mjs';

/**
 * A PostgreSQL that is gone with everything in it when it is stopped.
 * `socketUrl` is the same as `url` over a Unix socket, where there are any: what mostly asks short questions then costs a third less.
 * @returns {Promise<{ url: string, socketUrl: string, stop: () => Promise<void> }>}
 */
export async function startScratchPostgres() {
  const bundle = await bundleTypeScript('src/platform/database/embedded/index.ts');
  const { startEmbeddedPostgres } = await import(bundle);
  rmSync(bundle);
  const dataDir = makeTemporaryDataDir();
  chmodSync(dataDir, 0o711);
  const sockets = process.platform === 'win32' ? '' : socketDirectoryIn(dataDir);
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    socketDirectory: sockets,
    log: console.error,
  });
  return {
    url: server.url,
    socketUrl: sockets === '' ? server.url : `${server.url}?host=${encodeURIComponent(sockets)}`,
    stop: async () => {
      await server.stop();
      removeTemporaryDataDir(dataDir);
    },
  };
}

/** PostgreSQL may run as somebody else. */
function socketDirectoryIn(dataDir) {
  const path = join(dataDir, 'sockets');
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
}
