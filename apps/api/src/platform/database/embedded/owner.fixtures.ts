import { startEmbeddedPostgres } from './start-embedded-postgres.js';

/** Runs as a process of its own: owns a PostgreSQL until it is killed or told to stop. */
async function ownUntilTold(dataDir: string): Promise<void> {
  const say = (kind: string, text: string): void => void process.stdout.write(`${kind} ${text}\n`);
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => say('log', line) });
  process.once('SIGTERM', () => {
    const began = Date.now();
    void server.stop().then(() => say('stopped', String(Date.now() - began)));
  });
  say('url', server.url);
}

ownUntilTold(process.argv[2] ?? '').catch((error: unknown) => {
  process.stdout.write(
    `refused ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`,
  );
  process.exitCode = 1;
});
