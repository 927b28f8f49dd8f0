import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, dropDatabase } from '../scratch/databases.js';
import type { RaceResult } from './play-race.js';

const TOLD_EVERY_MS = 30_000;

export interface RacesResult {
  readonly races: number;
  readonly failures: readonly { readonly seed: number; readonly faults: readonly string[] }[];
  /** How often each answer was given, the rarest last. */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
}

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
  const began = Date.now();
  const results = new Tally();
  let next = options.firstSeed;
  let toldAt = began;
  const lane = async (_: unknown, number: number): Promise<void> => {
    const name = `race_${number}`;
    const url = await createDatabase(options.server, name);
    const folder = mkdtempSync(join(tmpdir(), 'release-console-races-'));
    const child = fork(options.program, [options.dist, url, folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      await messageOf(child);
      while (next < options.firstSeed + options.count && !options.interrupted.aborted) {
        const seed = next++;
        child.send(seed);
        results.add((await messageOf(child)) as RaceResult, options.print);
        if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
        toldAt = Date.now();
        options.print(`${results.races} races, ${results.failures.length} with a fault`);
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
  const { races, failures, answers } = results;
  return { races, failures, answers, seconds: Math.round((Date.now() - began) / 1_000) };
}

class Tally {
  races = 0;
  readonly failures: RacesResult['failures'][number][] = [];
  private readonly counts = new Map<string, number>();

  add({ seed, faults, answers }: RaceResult, print: (line: string) => void): void {
    this.races += 1;
    for (const answer of answers) this.counts.set(answer, (this.counts.get(answer) ?? 0) + 1);
    if (faults.length === 0) return;
    this.failures.push({ seed, faults });
    print(`${faults.join('; ')}\n  npm run races -- --seed ${seed} --count 1`);
  }

  get answers(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([, a], [, b]) => b - a));
  }
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
