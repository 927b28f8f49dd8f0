import { fromDist, builtConsole } from '../scratch/built-console.js';
import { Barriers } from './barriers.js';
import { callsOf } from './calls.js';
import type { Asked, Told } from './messages.js';

/**
 * One process of the console, as it is shipped, but for its clock, which is the simulation's, and for its timers, which
 * never go off: it does what it is asked, and only then.
 */
const [dist, url, folder] = process.argv.slice(2) as [string, string, string];
let now = 0;

const { setInterval } = globalThis;
globalThis.setInterval = ((work: () => void) => {
  const timer = setInterval(work, 2 ** 30);
  return timer.unref();
}) as typeof setInterval;

const app = await builtConsole(dist, { url, dataDir: folder, env: { SYNC_INTERVAL_SECONDS: '1' } });
const { Clock } = await fromDist<typeof import('../../src/platform/clock/index.js')>(
  dist,
  'platform/clock/index.js',
);
const clock: Pick<InstanceType<typeof Clock>, 'now' | 'millis'> = {
  now: () => new Date(now),
  millis: () => now,
};
Object.assign(app.get(Clock), clock);
const { Hearing } = await fromDist<typeof import('../../src/nodes/presence/hearing.js')>(
  dist,
  'nodes/presence/hearing.js',
);
// It is there from the first call to the last, of which neither its clock nor its timers tell it anything.
const hearing: Pick<InstanceType<typeof Hearing>, 'since'> = { since: () => Number.NEGATIVE_INFINITY };
Object.assign(app.get(Hearing, { strict: false }), hearing);
const barriers = await Barriers.of(app, dist);
await app.init();
const { ReleaseTicker } = await fromDist<typeof import('../../src/releases/engine/release-ticker.js')>(
  dist,
  'releases/engine/release-ticker.js',
);
// It would look as soon as anything was heard, and so at another moment each time.
await app.get(ReleaseTicker, { strict: false }).beforeApplicationShutdown();
const perform = await callsOf(app, dist);

process.on('message', (asked: Asked) => void answer(asked).then((told) => process.send?.(told)));
process.on('disconnect', () => process.exit(0));
process.send?.({ refusal: null, wishes: [], made: null } satisfies Told);

async function answer(asked: Asked): Promise<Told> {
  try {
    await barriers.passed(asked.barrier);
    now = asked.now;
    return await perform(asked);
  } catch (error) {
    return { fault: (error as Error).stack ?? String(error) };
  }
}
