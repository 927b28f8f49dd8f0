import type { MemoryUse } from './memory.js';
import { operationsOf, readDocument } from './operations.js';
import { playRound } from './play-round.js';
import { Tally } from './tally.js';

/** What is listed, exported or proved whole grows with what was asked before, so no console is asked for ever. */
const REQUESTS_PER_ROUND = 50_000;
const SEEDS_PER_ROUND = 1_000;
const LEAST_RARE = 0.25;
const GRACE_MS = 90_000;
const TOLD_EVERY_MS = 15_000;

export interface FuzzOptions {
  /** Ends at whichever comes first. */
  readonly requests: number;
  readonly seconds: number;
  readonly seed: number;
}

export interface FuzzResult {
  readonly tally: Tally;
  /** Of each round. */
  readonly memory: readonly MemoryUse[];
  readonly seconds: number;
  readonly callers: number;
}

/** Asks a running console everything that its document knows, well and badly, as everybody; then the next one. */
export async function runFuzz(
  print: (line: string) => void,
  options: FuzzOptions,
  ended: AbortSignal,
): Promise<FuzzResult> {
  const document = readDocument();
  const tally = new Tally(operationsOf(document), ({ operation, what, sample }) =>
    print(`FAULT ${operation}: ${what}\n  ${sample}`),
  );
  const began = Date.now();
  const timer = setInterval(() => print(soFar(tally)), TOLD_EVERY_MS);
  const done = (): number =>
    Math.max(tally.requests / options.requests, (Date.now() - began) / (options.seconds * 1_000));
  const isDue = (): boolean => done() >= 1;
  let graceEnds: number | null = null;
  // Whatever was never taken gets a while longer: it may wait for a state that comes and goes.
  const isEnough = (): boolean => {
    if (ended.aborted) return true;
    if (!isDue()) return false;
    graceEnds ??= Date.now() + GRACE_MS;
    return tally.neverAccepted.length === 0 || Date.now() > graceEnds;
  };
  const memory: MemoryUse[] = [];
  let callers = 0;
  try {
    while (!isEnough()) {
      const roundEnds = tally.requests + REQUESTS_PER_ROUND;
      const round = await playRound({
        ...{ document, tally, seed: options.seed + memory.length * SEEDS_PER_ROUND },
        rareShare: () => (isDue() ? 1 : LEAST_RARE + done() / 2),
        isOver: () => isEnough() || (tally.requests >= roundEnds && !isDue()),
      });
      memory.push(round.memory);
      callers = round.callers;
    }
  } finally {
    clearInterval(timer);
  }
  return { tally, memory, callers, seconds: Math.round((Date.now() - began) / 1_000) };
}

function soFar({ requests, faults }: Tally): string {
  return `${requests} requests, ${faults.length} kinds of faults`;
}
