import { Chance } from '@release-console/fleet-sim';
import { AnswerJudge } from './answer-judge.js';
import { Caretaker } from './caretaker.js';
import { RequestDraw, type DrawnRequest } from './drawn-request.js';
import { startFuzzedConsole, type FuzzedConsole } from './fuzzed-console.js';
import { FuzzStage } from './fuzz-stage.js';
import { KnownThings } from './known-things.js';
import { MemoryWatch, type MemoryUse } from './memory.js';
import { operationAsked, operationsOf, readDocument, type Operation } from './operations.js';
import type { Caller } from './people.js';
import type { Recipe } from './recipe.js';
import { RECIPES } from './recipes.js';
import { walkSecondFactor } from './second-factor-walk.js';
import { Sender, type Answer } from './send.js';
import { spoiled } from './spoil.js';
import { Tally } from './tally.js';

const LANES = 8;
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
  readonly memory: MemoryUse;
  readonly seconds: number;
  readonly callers: number;
}

/** Asks a running console everything that its document knows, well and badly, as everybody. */
export async function runFuzz(
  print: (line: string) => void,
  options: FuzzOptions,
  ended: AbortSignal,
): Promise<FuzzResult> {
  const document = readDocument();
  const operations = operationsOf(document);
  const tally = new Tally(operations);
  const fuzzed = await startFuzzedConsole();
  const sender = new Sender(new URL(fuzzed.url));
  const began = Date.now();
  try {
    const things = new KnownThings();
    const admin = await fuzzed.setUpAdmin(sender);
    tally.count(operationNamed(operations, 'POST /api/v1/auth/setup'), 200);
    const stage = new FuzzStage(admin, sender, things);
    await stage.set();
    await walkSecondFactor(admin, sender, (id, status) =>
      tally.count(operationNamed(operations, id), status),
    );
    const caretaker = new Caretaker(stage, sender, () => tally.neverAccepted.length > 0);
    caretaker.begin();
    const memory = new MemoryWatch(fuzzed.pid);
    const judge = new AnswerJudge(document);
    const isDue = (): boolean =>
      tally.requests >= options.requests || Date.now() - began > options.seconds * 1_000;
    let graceEnds: number | null = null;
    // Whatever was never taken gets a while longer: it may wait for a state that comes and goes.
    const isOver = (): boolean => {
      if (ended.aborted) return true;
      if (!isDue()) return false;
      graceEnds ??= Date.now() + GRACE_MS;
      return tally.neverAccepted.length === 0 || Date.now() > graceEnds;
    };
    let toldAt = Date.now();
    const lane = async (_: unknown, number: number): Promise<void> => {
      const chance = new Chance(options.seed + number);
      const draw = new RequestDraw(document, things, chance);
      while (!isOver()) {
        const rare = tally.neverAccepted;
        const isRare = rare.length > 0 && (isDue() || chance.is(0.25));
        const operation = isRare ? operationNamed(operations, chance.pick(rare)) : chance.pick(operations);
        const { request, caller } = await drawFor(operation, { draw, chance, stage });
        const asked = operationAsked(operations, operation, request.path);
        await ask(asked, request, caller, { sender, judge, tally, logOf: fuzzed.logOf });
        if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
        toldAt = Date.now();
        print(`${tally.requests} requests, ${tally.faults.length} kinds of faults`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await caretaker.end();
    const seconds = Math.round((Date.now() - began) / 1_000);
    return { tally, memory: memory.end(), seconds, callers: stage.callers.length };
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

async function drawFor(
  operation: Operation,
  { draw, chance, stage }: { readonly draw: RequestDraw; readonly chance: Chance; readonly stage: FuzzStage },
): Promise<{ readonly request: DrawnRequest; readonly caller: Caller }> {
  const recipe = chance.is(0.9) ? await recipeFor(operation, chance, stage) : undefined;
  const drawn = draw.of(operation, recipe?.json);
  const suited = suitedRelease(operation, stage.things, chance);
  const path =
    recipe?.path ?? (suited === null ? drawn.path : drawn.path.replace(/(\/releases\/)[^/]+/, `$1${suited}`));
  const whole = { ...drawn, path, headers: { ...drawn.headers, ...recipe?.headers } };
  const wanted =
    recipe?.as ??
    (isForHosts(operation) ? 'node fuzz-1' : chance.pick(['admin', 'release_manager', 'approver']));
  const able = stage.callers.find(({ name }) => name === wanted);
  const caller = able && chance.is(0.6) ? able : chance.pick(stage.callers);
  return { request: chance.is(0.45) ? whole : spoiled(whole, chance), caller };
}

async function recipeFor({ id }: Operation, chance: Chance, stage: FuzzStage): Promise<Recipe | undefined> {
  try {
    return await RECIPES[id]?.(chance, stage);
  } catch {
    return undefined;
  }
}

/** A release that is in a state for what is asked. */
function suitedRelease({ method, path }: Operation, things: KnownThings, chance: Chance): string | null {
  if (!path.startsWith('/api/v1/releases/{id}') || chance.is(0.2)) return null;
  const action = /\/releases\/\{id\}\/([a-z-]+)$/.exec(path)?.[1];
  const wish = method === 'GET' ? 'inspect' : (action ?? 'edit');
  return things.pick(`releases to ${wish}`, chance) ?? null;
}

function isForHosts({ path, method }: Operation): boolean {
  return (
    /\/(agent\/sync|keepalive|download)/.test(path) ||
    path.endsWith('/progress') ||
    (method === 'POST' && path.endsWith('/bins/{name}'))
  );
}

interface Asking {
  readonly sender: Sender;
  readonly judge: AnswerJudge;
  readonly tally: Tally;
  readonly logOf: FuzzedConsole['logOf'];
}

async function ask(
  operation: Operation,
  request: DrawnRequest,
  caller: Caller,
  { sender, judge, tally, logOf }: Asking,
): Promise<void> {
  const sample = sampleOf(request, caller);
  try {
    const answer = await sender.send(request, caller.authorization());
    tally.count(operation, answer.status);
    const fault = judge.faultOf(operation, answer);
    if (fault !== null) tally.fault(operation.id, fault, `${sample}${logged(answer, logOf)}`);
    if (isSessionOver(answer)) await caller.renew();
  } catch (error) {
    tally.count(operation, 0);
    tally.fault(operation.id, `no answer: ${(error as Error).message}`, sample);
  }
}

/** Other refusals with 401 are the route's, and signing in costs more than most requests. */
function isSessionOver({ status, body }: Answer): boolean {
  return status === 401 && body.includes('"NOT_SIGNED_IN"');
}

/** What the console wrote down about a fault of its own. */
function logged({ status, body }: Answer, logOf: FuzzedConsole['logOf']): string {
  const requestId = /"requestId":"([^"]+)"/.exec(body.toString('utf8'))?.[1];
  return status < 500 || requestId === undefined ? '' : `\n  ${logOf(requestId)}`;
}

function sampleOf({ method, path, query, headers, body }: DrawnRequest, { name }: Caller): string {
  const search = query.length > 0 ? `?${query.map((each) => each.join('=')).join('&')}` : '';
  return `${name}: ${method} ${path}${search} ${JSON.stringify(headers)} ${body?.toString('utf8').slice(0, 400) ?? ''}`;
}
