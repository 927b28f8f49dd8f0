import type { Coverage } from './coverage.js';
import type { Answer, Call, Console } from './console/console.js';
import { MemoryConsole } from './console/memory-console.js';
import { TwinConsole } from './console/twin-console.js';
import { gaveUpOn } from './hosts/host-state.js';
import { Host } from './hosts/host.js';
import { Oracle, type HostFinding } from './oracle/oracle.js';
import type { Violation } from './oracle/books.js';
import { drawScenario } from './world/draw-scenario.js';
import { expectedSeconds, type Scenario, type Setting } from './world/scenario.js';
import { World } from './world/world.js';

/** Sees each call with its answer, for those who look for the cause of a failure. */
export type Trace = (seconds: number, call: Call, answer: Answer) => void;

export interface ScheduleResult {
  readonly violations: readonly Violation[];
  readonly calls: number;
  readonly virtualSeconds: number;
}

/** One schedule from its seed to its end, on the console in memory. */
export function runSchedule(seed: number, mostNodes: number, coverage: Coverage): ScheduleResult {
  return runScenario(drawScenario(seed, mostNodes), coverage);
}

/** Stops at the first violation, because what comes after it proves nothing. */
export function runScenario(scenario: Scenario, coverage: Coverage, trace?: Trace): ScheduleResult {
  const console = memoryConsoleFor(scenario);
  const game = play(scenario, coverage, trace);
  let step = game.next();
  while (!step.done) step = game.next(console.perform(step.value.call, step.value.now));
  return step.value;
}

/** The same on any console. */
export async function runScenarioOn(
  console: Console,
  scenario: Scenario,
  coverage: Coverage,
  trace?: Trace,
): Promise<ScheduleResult> {
  const game = play(scenario, coverage, trace);
  let step = game.next();
  while (!step.done) step = game.next(await console.perform(step.value.call, step.value.now));
  return step.value;
}

/** The same on a console and, beside it, on the one in memory: that they differ is a violation like any other. */
export async function runTwins(
  console: Console,
  scenario: Scenario,
  coverage: Coverage,
  trace?: Trace,
): Promise<ScheduleResult> {
  const twins = new TwinConsole(memoryConsoleFor(scenario), console);
  const game = play(scenario, coverage, trace);
  let step = game.next();
  while (!step.done && twins.difference === null)
    step = game.next(await twins.perform(step.value.call, step.value.now));
  if (step.done && step.value.violations.length === 0) await twins.state();
  const { difference } = twins;
  const result = step.done ? step.value : { violations: [], calls: 0, virtualSeconds: 0 };
  if (difference === null) return result;
  return { ...result, violations: [{ rule: 'twins', text: difference, at: 0 }, ...result.violations] };
}

/** Yields each call of the world and takes its answer, so that a console may answer at once or later. */
function* play(
  scenario: Scenario,
  coverage: Coverage,
  trace?: Trace,
): Generator<{ readonly call: Call; readonly now: number }, ScheduleResult, Answer> {
  const oracle = new Oracle(scenario, coverage);
  const world = new World(scenario, coverage);
  const start = world.now;
  let calls = 0;
  for (let pending = world.next(); pending && oracle.violations.length === 0; pending = world.next()) {
    const answer = yield { call: pending.call, now: world.now };
    calls += 1;
    trace?.((world.now - start) / 1_000, pending.call, answer);
    oracle.see(pending.call, answer, world.now);
    pending.take(answer);
  }
  if (oracle.violations.length === 0) oracle.end(findingsOf(world), world.ending() === 'stuck');
  return { violations: oracle.violations, calls, virtualSeconds: (world.now - start) / 1_000 };
}

export function memoryConsoleFor({ nodes, builds, promotion }: Setting): MemoryConsole {
  const console = new MemoryConsole();
  console.setBuilds(builds);
  console.setPromotion(promotion);
  for (const node of nodes)
    console.addNode({
      ...{ id: node.id, environment: node.environment, pop: node.pop },
      ...{ protocol: node.protocol, lastSeenAt: null },
      intervalSeconds: expectedSeconds(node),
      ...{ isMember: true, isHeld: false, isQuarantined: false },
    });
  return console;
}

export function findingsOf(world: World): readonly HostFinding[] {
  return [...world.hosts.values()].flatMap((host) => {
    const { id } = host.spec;
    const installed =
      host instanceof Host
        ? [...host.bins.values()].map((state) => [state.bin, state.installed, gaveUpOn(state)] as const)
        : [...host.installed].map(([bin, digest]) => [bin, digest, null] as const);
    const breaking = world.scenario.builds.filter(({ badOn, breaksOn }) => badOn.has(id) || breaksOn.has(id));
    const breaks = new Set(breaking.map(({ digest }) => digest));
    return installed.map(([bin, digest, gaveUp]) => ({
      nodeId: id,
      bin,
      installed: digest,
      gaveUpOn: gaveUp,
      isLost: world.weather.isLostForGood(id),
      breaks,
    }));
  });
}
