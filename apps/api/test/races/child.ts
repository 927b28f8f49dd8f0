import { builtConsole, fromDist } from '../scratch/built-console.js';
import type { PgNotifications } from '../../src/platform/database/index.js';
import type { ReleaseTicker } from '../../src/releases/engine/release-ticker.js';
import { playRace, type RaceResult } from './play-race.js';
import { ADMIN, RaceStage } from './race-stage.js';

/** Races on a console and a database of its own; whoever started it sends one seed after the other. */
const [dist, url, folder] = process.argv.slice(2) as [string, string, string];
const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
const app = await builtConsole(dist, { url, dataDir: folder, env });
await app.init();
await app.getHttpAdapter().getInstance().ready();
const { ReleaseTicker: Ticker } = await fromDist<{ ReleaseTicker: typeof ReleaseTicker }>(
  dist,
  'releases/engine/release-ticker.js',
);
// It would look by itself, between the statements of others.
await app.get(Ticker, { strict: false }).beforeApplicationShutdown();
const { PgNotifications: Notifications } = await fromDist<{ PgNotifications: typeof PgNotifications }>(
  dist,
  'platform/database/index.js',
);
// What is told is sent all the same; nobody who hears of it does anything in a race.
await app.get(Notifications, { strict: false }).onApplicationShutdown();
const stage = await RaceStage.set(app, url, (path) => fromDist(dist, `${path}.js`));

process.on('message', (seed: number) => void playRace(seed, stage).then(tell, fail));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

function tell(result: RaceResult): void {
  process.send?.(result);
}

function fail(error: Error): void {
  console.error(error);
  process.exit(1);
}
