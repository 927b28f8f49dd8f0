import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { copyDatabase, dropDatabase } from '../scratch/databases.js';
import { endFaults, faultsOf } from './invariants.js';
import { SEED, setStage } from './stage.js';
import { PHASES, type KillPoint, type Phase, type WholeStory } from './story.js';
import { endLeases, outboxFaults, tellingFaults, ToldMessages } from './told-messages.js';

const LIFE_MS = 120_000;
const TELL_EVERY_MS = 10_000;
const SIDES = ['before', 'after'] as const;

export interface KillOptions {
  /** Folder of the compiled console. */
  readonly dist: string;
  /** The bundle of `child.ts`. */
  readonly child: string;
  readonly server: string;
  readonly atOnce: number;
  readonly print: (line: string) => void;
  readonly interrupted: AbortSignal;
  /** Null: every statement of every phase; else so many of those behind which something new is on disk, other ones each time. */
  readonly sample: number | null;
  /** Only there. */
  readonly phases: readonly Phase[];
}

export interface KillResult {
  readonly whole: WholeStory;
  readonly kills: number;
  /** Places that a story had already passed, because after the kill before there was less left to do. */
  readonly missed: number;
  readonly stories: number;
  readonly faults: readonly { readonly point: KillPoint | null; readonly text: string }[];
  readonly seconds: number;
}

/** Lets the story be cut short at its statements, several phases in each telling, and looks at what is left each time. */
export async function runKill(options: KillOptions): Promise<KillResult> {
  const began = Date.now();
  const told = await new ToldMessages().start();
  try {
    return await killAll(options, told, began);
  } finally {
    await told.stop();
  }
}

async function killAll(options: KillOptions, told: ToldMessages, began: number): Promise<KillResult> {
  await setStage(options.server, options.dist, told.url);
  const first = new Telling(options, told, 0);
  await first.tell([]);
  const { whole } = first;
  if (!whole) throw new Error(first.faults[0]?.text ?? 'the story does not come to its end');
  const plans =
    options.sample === null
      ? everyPlan(whole, options.phases)
      : samplePlan(whole, options.phases, options.sample);
  const tellings = [first];
  let toldAt = Date.now();
  const next = plans.values();
  const work = async (): Promise<void> => {
    for (const plan of next) {
      if (options.interrupted.aborted) return;
      const telling = new Telling(options, told, tellings.length);
      tellings.push(telling);
      await telling.tell(plan);
      if (options.sample !== null) for (const point of plan) options.print(placeOf(point));
      for (const { point, text } of telling.faults) options.print(`FAULT ${placeOf(point)}: ${text}`);
      if (Date.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = Date.now();
      options.print(`${sum(tellings, 'kills')} kills, ${tellings.length} of ${plans.length + 1} stories`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  if (options.interrupted.aborted) throw new Error('interrupted, so nothing is reported');
  return {
    whole,
    kills: sum(tellings, 'kills'),
    missed: sum(tellings, 'missed'),
    stories: tellings.length,
    faults: tellings.flatMap(({ faults }) => faults),
    seconds: Math.round((Date.now() - began) / 1_000),
  };
}

/** One story in a database of its own, told by one console after the other. */
class Telling {
  readonly faults: { point: KillPoint | null; text: string }[] = [];
  whole: WholeStory | undefined;
  kills = 0;
  missed = 0;
  private readonly name: string;

  constructor(
    private readonly options: KillOptions,
    private readonly told: ToldMessages,
    index: number,
  ) {
    this.name = `kill_${index}`;
  }

  async tell(points: readonly KillPoint[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'release-console-kill-'));
    const url = await copyDatabase(this.options.server, SEED, this.name);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const point of [...points, null]) await this.life(client, url, folder, point);
      this.take(null, await endFaults(client, join(folder, 'acted.log')));
      this.take(null, await tellingFaults(client, this.told.ids));
    } catch (error) {
      this.take(null, [(error as Error).message]);
    } finally {
      await client.end();
      await dropDatabase(this.options.server, this.name);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async life(client: pg.Client, url: string, folder: string, point: KillPoint | null): Promise<void> {
    const { dist, child } = this.options;
    const run = promisify(execFile);
    try {
      const parameters = [child, dist, url, folder, JSON.stringify(point)];
      const { stdout } = await run(process.execPath, parameters, { timeout: LIFE_MS });
      if (point !== null) this.missed += 1;
      this.whole ??= JSON.parse(stdout) as WholeStory;
    } catch (error) {
      const { signal, stderr, message } = error as { signal?: string; stderr?: string; message: string };
      if (signal !== 'SIGKILL' || point === null) throw new Error(`the console failed: ${stderr || message}`);
      this.kills += 1;
    }
    await nobodyElse(client);
    this.take(point, [...(await faultsOf(client)), ...(await outboxFaults(client))]);
    await endLeases(client);
  }

  private take(point: KillPoint | null, texts: readonly string[]): void {
    for (const text of texts) this.faults.push({ point, text });
  }
}

/** PostgreSQL notices the death of a client by itself, a moment later. */
async function nobodyElse(client: pg.Client): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    if (rows[0]?.n === 0) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('a connection of the dead console does not end');
}

/** The n-th statements of all phases are tried in one telling, which needs no more starts than one for each. */
function everyPlan(whole: WholeStory, phases: readonly Phase[]): readonly (readonly KillPoint[])[] {
  const most = Math.max(...phases.map((phase) => whole[phase].statements));
  return Array.from({ length: most }, (_, index) => index + 1).flatMap((number) =>
    SIDES.map((side): readonly KillPoint[] =>
      phases.flatMap((phase) =>
        number <= whole[phase].statements ? [{ phase, of: 'statement', number, side }] : [],
      ),
    ),
  );
}

/** About so many places, evenly spread; each time the walk begins one place further on, which is every other day. */
function samplePlan(
  whole: WholeStory,
  phases: readonly Phase[],
  size: number,
): readonly (readonly KillPoint[])[] {
  const time = Math.floor(Date.now() / (2 * 86_400_000));
  const all = phases.flatMap((phase) =>
    Array.from({ length: whole[phase].commits }, (_, index): KillPoint => ({
      ...{ phase, of: 'commit', number: index + 1, side: 'after' },
    })),
  );
  const stride = Math.ceil(all.length / size);
  const chosen = all.filter((_, index) => index % stride === time % stride);
  const byPhase = phases.map((phase) => chosen.filter((point) => point.phase === phase));
  const most = Math.max(...byPhase.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => byPhase.flatMap((points) => points[index] ?? []));
}

/** Separated by commas; all when none is named. */
export function phasesNamed(names: string | undefined): readonly Phase[] {
  if (names === undefined) return PHASES;
  return names.split(',').map((name) => {
    const phase = PHASES.find((each) => each === name.trim());
    if (!phase) throw new Error(`There is no phase ${name}; there are ${PHASES.join(', ')}.`);
    return phase;
  });
}

export function placeOf(point: KillPoint | null): string {
  return point ? `killed ${point.side} ${point.of} ${point.number} of ${point.phase}` : 'at the end';
}

function sum(tellings: readonly Telling[], what: 'kills' | 'missed'): number {
  return tellings.reduce((total, telling) => total + telling[what], 0);
}
