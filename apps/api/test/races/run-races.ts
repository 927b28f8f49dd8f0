import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, dropDatabase, onServer } from '../scratch/databases.js';
import type { RaceResult } from './play-race.js';
import { Tally, type RacesResult } from './tally.js';

export { isSound, linesOf } from './tally.js';

const TOLD_EVERY_MS = 30_000;

interface Options {
  readonly dist: string;
  readonly program: string;
  /** URL of any database of the server. */
  readonly server: string;
  readonly count: number;
  readonly firstSeed: number;
  readonly lanes: number;
  readonly print: (line: string) => void;
  readonly interrupted: AbortSignal;
}

/** Races with one seed after the other, in so many lanes. */
export async function runRaces(options: Options): Promise<RacesResult> {
  const { print } = options;
  const began = Date.now();
  const tally = new Tally();
  let next = options.firstSeed;
  let toldAt = began;
  const lane = async (_: unknown, number: number): Promise<void> => {
    const name = `race_${number}`;
    const url = await raceDatabase(options.server, name);
    const folder = mkdtempSync(join(tmpdir(), 'release-console-races-'));
    const child = fork(options.program, [options.dist, url, folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      await messageOf(child);
      while (next < options.firstSeed + options.count && !options.interrupted.aborted) {
        const seed = next++;
        child.send(seed);
        const result = (await messageOf(child)) as RaceResult;
        tally.add(result);
        if (result.faults.length > 0) print(faultText(result));
        if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
        toldAt = Date.now();
        print(`${tally.races} races, ${tally.failures.length} with a fault`);
      }
    } finally {
      if (child.exitCode === null) {
        child.disconnect();
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
      await dropDatabase(options.server, name);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
  return tally.resultAfter(Math.round((Date.now() - began) / 1_000));
}

/** It plans nothing twice, and does not take a second to see that two wait for each other. */
async function raceDatabase(server: string, name: string): Promise<string> {
  const url = await createDatabase(server, name);
  await onServer(server, async (client) => {
    await client.query(`ALTER DATABASE ${name} SET plan_cache_mode = force_generic_plan`);
    await client.query(`ALTER DATABASE ${name} SET deadlock_timeout = '20ms'`);
  });
  return url;
}

function faultText({ seed, faults }: RaceResult): string {
  return `${faults.join('; ')}\n  npm run races -- --seed ${seed} --count 1`;
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const heard = new AbortController();
  const { signal } = heard;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('a console of the races ended');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown];
    return message;
  } finally {
    ended.catch(() => undefined);
    heard.abort();
  }
}
