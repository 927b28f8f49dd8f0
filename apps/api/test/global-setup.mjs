import { startScratchPostgres } from './scratch/scratch-postgres.mjs';

/** One PostgreSQL for all workers of this run; `withDatabase()` makes databases in it. */
export default async function startTestPostgres() {
  const server = await startScratchPostgres();
  process.env.TEST_POSTGRES_URL = server.url;
  globalThis.stopTestPostgres = server.stop;
}
