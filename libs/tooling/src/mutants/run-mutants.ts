import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Chance } from '@release-console/fleet-sim';
import { inRepository } from '../repository.js';
import { ACCEPTED } from './accepted.js';
import { findSites } from './find-sites.js';
import { mutated, plant, type Mutant } from './mutant.js';
import { PLANTED } from './planted.js';
import { inTurn } from './spec-turns.js';
import { Workplace, type Ending } from './workplace.js';

export interface MutantOptions {
  /** Only those whose id or file has this in it. */
  readonly only: string | null;
  /** How many of the mechanical ones; null for all. */
  readonly sample: number | null;
  readonly sampleSeed: number;
  readonly schedules: number;
}

export interface MutantResult {
  readonly id: string;
  readonly file: string;
  readonly about: string;
  readonly kind: 'planted' | 'mechanical';
  readonly caughtBy: 'tests' | 'simulation' | null;
  readonly how: string;
  readonly seconds: number;
  /** Why it may survive; null where nobody argued. */
  readonly accepted: string | null;
}

export interface MutantsResult {
  /** Whether the engine as it is passes all of it. */
  readonly isSound: boolean;
  readonly results: readonly MutantResult[];
}

type Print = (line: string) => void;
type Task = Mutant & { readonly kind: MutantResult['kind'] };

const FIRST_SEED = 20_261_125;
const FIRST_LOOK = 250;
const SOURCES = inRepository('libs/rollout-core/src');

export async function runMutants(
  print: Print,
  options: MutantOptions,
  ended: AbortSignal,
): Promise<MutantsResult> {
  const tasks = tasksFor(options);
  print(`${tasks.length} mutants, each against the tests and ${options.schedules} schedules`);
  const results: MutantResult[] = [];
  let isSound = true;
  const queue: (Task | null)[] = [null, ...tasks];
  const work = async (): Promise<void> => {
    const place = new Workplace();
    try {
      for (let task = queue.shift(); task !== undefined && !ended.aborted; task = queue.shift()) {
        if (task === null) isSound = await isSoundIn(place, options.schedules, print);
        else results.push(await judge(place, task, options.schedules, print));
      }
    } finally {
      place.remove();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { isSound, results };
}

/** Every mutant that may be asked for: forty that somebody thought of, and all mechanical ones. */
export function allMutants(): {
  readonly planted: readonly Mutant[];
  readonly mechanical: readonly Mutant[];
} {
  const planted = PLANTED.map((bug) => plant(bug, sourceOf(bug.file)));
  return { planted, mechanical: sourceFiles().flatMap((file) => findSites(file, sourceOf(file))) };
}

function tasksFor({ only, sample, sampleSeed }: MutantOptions): readonly Task[] {
  const { planted, mechanical } = allMutants();
  const isWanted = ({ id, file }: Mutant): boolean =>
    only === null || id.includes(only) || file.includes(only);
  const wanted = mechanical.filter(isWanted);
  const chance = new Chance(sampleSeed);
  const drawn = wanted.map((mutant) => ({ mutant, place: chance.next() })).sort((a, b) => a.place - b.place);
  return [
    ...planted.filter(isWanted).map((mutant) => ({ ...mutant, kind: 'planted' as const })),
    ...drawn
      .slice(0, sample ?? drawn.length)
      .map(({ mutant }) => ({ ...mutant, kind: 'mechanical' as const })),
  ];
}

async function isSoundIn(place: Workplace, schedules: number, print: Print): Promise<boolean> {
  const specs = await place.runSpecs(place.specs());
  const sim = await place.runSim(FIRST_SEED, schedules);
  for (const { isGood, text } of [specs, sim]) if (!isGood) print(`the engine as it is fails: ${text}`);
  return specs.isGood && sim.isGood;
}

async function judge(place: Workplace, task: Task, schedules: number, print: Print): Promise<MutantResult> {
  const source = sourceOf(task.file);
  const began = Date.now();
  place.put(task.file, mutated(task, source));
  const accepted = ACCEPTED[task.id] ?? null;
  // Of those that may survive nobody expects that many schedules find what a few do not.
  const most = accepted === null ? schedules : Math.min(FIRST_LOOK, schedules);
  const { caughtBy, how } = await firstCatch(place, task.file, most);
  place.put(task.file, source);
  const seconds = Math.round((Date.now() - began) / 1_000);
  const { id, file, about, kind } = task;
  print(`${caughtBy === null ? 'SURVIVED' : `caught by ${caughtBy}`} in ${seconds} s: ${file}: ${about}`);
  return { id, file, about, kind, caughtBy, how, seconds, accepted };
}

/** What is quick comes first, and before all the tests of the file itself. */
async function firstCatch(
  place: Workplace,
  file: string,
  schedules: number,
): Promise<Pick<MutantResult, 'caughtBy' | 'how'>> {
  const { own, quick, slow } = inTurn(place.specs(), file);
  const attempts: readonly (readonly ['tests' | 'simulation', () => Promise<Ending>])[] = [
    ['tests', () => place.runSpecs(own)],
    ['tests', () => place.runSpecs(quick)],
    ['simulation', () => place.runSim(FIRST_SEED, Math.min(FIRST_LOOK, schedules))],
    ['tests', () => place.runSpecs(slow)],
    ['simulation', () => place.runSim(FIRST_SEED + FIRST_LOOK, Math.max(0, schedules - FIRST_LOOK))],
  ];
  for (const [caughtBy, run] of attempts) {
    const { isGood, text } = await run();
    if (!isGood) return { caughtBy, how: text };
  }
  return { caughtBy: null, how: '' };
}

function sourceFiles(): readonly string[] {
  const all = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return all.filter((path) => path.endsWith('.ts') && !/\.(spec|fixtures)\.ts$/.test(path)).sort();
}

const sources = new Map<string, string>();

/** As it was when it was first asked for, whoever works on it meanwhile. */
function sourceOf(file: string): string {
  const source = sources.get(file) ?? readFileSync(`${SOURCES}/${file}`, 'utf8');
  sources.set(file, source);
  return source;
}
