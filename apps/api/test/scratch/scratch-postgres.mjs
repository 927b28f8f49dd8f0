import { chmodSync, rmSync } from 'node:fs';
import { bundleTypeScript } from '../bundle-typescript.mjs';
import { makeTemporaryDataDir, removeTemporaryDataDir } from '../temporary-data-dir.mjs';

/**
 * A PostgreSQL that is gone with everything in it when it is stopped.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startScratchPostgres() {
  const bundle = await bundleTypeScript('src/platform/database/embedded/index.ts');
  const { startEmbeddedPostgres } = await import(bundle);
  rmSync(bundle);
  const dataDir = makeTemporaryDataDir();
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, durable: false, log: console.error });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      removeTemporaryDataDir(dataDir);
    },
  };
}
