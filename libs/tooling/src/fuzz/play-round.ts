import { Chance } from '@release-console/fleet-sim';
import { AnswerJudge } from './answer-judge.js';
import { ask } from './ask.js';
import { Caretaker } from './caretaker.js';
import { drawFor } from './draw-for.js';
import { RequestDraw } from './drawn-request.js';
import { FuzzStage } from './fuzz-stage.js';
import { startFuzzedConsole } from './fuzzed-console.js';
import { KnownThings } from './known-things.js';
import { MemoryWatch, type MemoryUse } from './memory.js';
import { operationAsked, operationsOf, type ApiDocument, type Operation } from './operations.js';
import { walkSecondFactor } from './second-factor-walk.js';
import { Sender } from './send.js';
import type { Tally } from './tally.js';

const LANES = 8;

export interface RoundOptions {
  readonly document: ApiDocument;
  readonly seed: number;
  /** Asked before each request. */
  isOver(): boolean;
  /** How much of the time goes to operations that were never accepted, while there are some. */
  rareShare(): number;
  readonly tally: Tally;
}

export interface Round {
  readonly memory: MemoryUse;
  readonly callers: number;
}

/** A console of its own, with nobody in it at first, asked until it is over. */
export async function playRound({ document, seed, isOver, rareShare, tally }: RoundOptions): Promise<Round> {
  const operations = operationsOf(document);
  const fuzzed = await startFuzzedConsole();
  const sender = new Sender(new URL(fuzzed.url));
  try {
    const things = new KnownThings();
    things.set('jenkins', [fuzzed.jenkinsUrl]);
    const admin = await fuzzed.setUpAdmin(sender);
    tally.count(operationNamed(operations, 'POST /api/v1/auth/setup'), 200);
    const stage = new FuzzStage(admin, sender, things);
    await stage.set();
    await walkSecondFactor(admin, sender, (id, status) =>
      tally.count(operationNamed(operations, id), status),
    );
    const caretaker = new Caretaker(stage, sender, () => tally.neverAccepted.length > 0);
    caretaker.begin();
    const memory = new MemoryWatch(fuzzed.process);
    const judge = new AnswerJudge(document);
    const lane = async (_: unknown, number: number): Promise<void> => {
      const chance = new Chance(seed + number);
      const draw = new RequestDraw(document, things, chance);
      while (!isOver()) {
        const rare = tally.neverAccepted;
        const isRare = rare.length > 0 && chance.is(rareShare());
        const operation = isRare ? operationNamed(operations, chance.pick(rare)) : chance.pick(operations);
        const { request, caller } = await drawFor(operation, { draw, chance, stage });
        const asked = operationAsked(operations, operation, request.path);
        await ask(asked, request, caller, { sender, judge, tally, logOf: fuzzed.logOf });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await caretaker.end();
    return { memory: memory.end(), callers: stage.callers.length };
  } finally {
    sender.close();
    await fuzzed.stop();
  }
}

function operationNamed(operations: readonly Operation[], id: string): Operation {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`the document does not have ${id}`);
  return found;
}
