import { chmodSync, rmSync } from 'node:fs';
import { bundleTypeScript } from './bundle-typescript.mjs';
import { makeTemporaryDataDir, removeTemporaryDataDir } from './temporary-data-dir.mjs';

/** One PostgreSQL for all workers of this run; `withDatabase()` makes databases in it. */
export default async function startTestPostgres() {
  const bundle = await bundleTypeScript('src/platform/database/embedded/index.ts');
  const { startEmbeddedPostgres } = await import(bundle);
  rmSync(bundle);
  const dataDir = makeTemporaryDataDir();
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, durable: false, log: console.error });
  process.env.TEST_POSTGRES_URL = server.url;
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    removeTemporaryDataDir(dataDir);
  };
}
