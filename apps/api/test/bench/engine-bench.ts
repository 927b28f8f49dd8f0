import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { builtConsole } from '../scratch/built-console.js';
import { createDatabase, dropDatabase } from '../scratch/databases.js';
import { exponentOf, type Cost } from './costs.js';
import { ADMIN, BenchedFleet, CHANGED, type Work } from './benched-fleet.js';

export interface EngineBenchOptions {
  /** Folder of the compiled console. */
  readonly dist: string;
  /** URL of any database of a PostgreSQL that may be filled with what it likes. */
  readonly server: string;
  readonly sizes: readonly number[];
  readonly print: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export interface EngineBenchResult {
  readonly method: string;
  /** How many hosts said something before each measured look. */
  readonly changed: number;
  readonly sizes: readonly { readonly nodes: number; readonly work: Readonly<Record<Work, Cost>> }[];
  /** Slope of the logarithm of the cost over that of the number of nodes: 0 for no growth, 1 for in proportion. */
  readonly exponents: Readonly<Record<Work, Partial<Readonly<Record<keyof Cost, number>>>>>;
  readonly seconds: number;
}

const METHOD =
  `One look of the engine at a rolling release with 400 nodes at work, ${CHANGED} of which have just said that they run the new build. ` +
  'Median of 5 looks, the others once. Rows: sequential and index reads, inserts, updates and deletes of that transaction ' +
  '(pg_stat_xact_user_tables). Pages: shared buffers hit and read (pg_stat_database). CPU of our process by getrusage, of PostgreSQL by /proc.';

/** What the work on one release costs by the size of the fleet. */
export async function runEngineBench(options: EngineBenchOptions): Promise<EngineBenchResult> {
  const began = Date.now();
  const sizes: EngineBenchResult['sizes'][number][] = [];
  for (const nodes of options.sizes) {
    if (options.interrupted.aborted) throw new Error('interrupted, so nothing is reported');
    options.print(`A release over ${nodes} nodes`);
    sizes.push({ nodes, work: await measureSize(options, nodes) });
  }
  const works = Object.keys(sizes[0]?.work ?? {}) as Work[];
  const growth = works.map((work) => {
    const points = sizes.map((size) => ({ nodes: size.nodes, cost: size.work[work] }));
    return [work, exponentOf(points)] as const;
  });
  return {
    method: METHOD,
    changed: CHANGED,
    sizes,
    exponents: Object.fromEntries(growth) as EngineBenchResult['exponents'],
    seconds: Math.round((Date.now() - began) / 1_000),
  };
}

async function measureSize(
  { dist, server }: EngineBenchOptions,
  nodes: number,
): Promise<Readonly<Record<Work, Cost>>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'release-console-bench-'));
  const name = `fleet_${nodes}`;
  const url = await createDatabase(server, name);
  const app = await builtConsole(dist, {
    url,
    dataDir,
    env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const fleet = await BenchedFleet.start(app, client, dist, nodes);
    return await fleet.measureAll();
  } finally {
    await client.end();
    await app.close();
    await dropDatabase(server, name);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The result as tables for a terminal. */
export function printEngineBench(print: (line: string) => void, result: EngineBenchResult): void {
  print('');
  print(`${result.method} ${result.seconds} s in all.`);
  print('');
  const columns = ['    nodes', 'rows read', '  written', '    pages', '  our CPU', '   PG CPU', '  elapsed'];
  print([...columns, ' '].join('  '));
  for (const work of Object.keys(result.exponents) as Work[]) {
    for (const { nodes, work: costs } of result.sizes) print(lineOf(nodes, costs[work], work));
    const slope = result.exponents[work];
    print(lineOf('exponent', slope, ''));
  }
}

function lineOf(
  head: number | string,
  cost: Partial<Readonly<Record<keyof Cost, number | null>>>,
  tail: string,
): string {
  const cells = [
    cost.rowsRead,
    cost.rowsWritten,
    cost.pages,
    cost.nodeCpuMs,
    cost.postgresCpuMs,
    cost.elapsedMs,
  ];
  const isCost = typeof head === 'number';
  const text = cells.map((cell, index) => {
    if (cell === undefined || cell === null) return '-';
    return isCost ? `${Math.round(cell)}${index > 2 ? ' ms' : ''}` : cell.toFixed(2);
  });
  return [String(head), ...text].map((cell) => cell.padStart(9)).join('  ') + `  ${tail}`;
}
