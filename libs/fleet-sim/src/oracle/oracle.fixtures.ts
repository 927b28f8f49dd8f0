import { Coverage } from '../coverage.js';
import type { Answer, Call } from '../console/console.js';
import { memoryConsoleFor } from '../run-schedule.js';
import { drawScenario } from '../world/draw-scenario.js';
import { World } from '../world/world.js';
import { Oracle } from './oracle.js';

export const NODES = 8;
export const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

/**
 * Does the oracle find the rule broken when each answer of a console that is right is changed on its way, or each call
 * before the console hears it?
 */
export function isBroken(
  rule: string,
  change: (answer: Answer, call: Call) => Answer,
  changeCall: (call: Call) => Call = (call) => call,
  seeds: readonly number[] = SEEDS,
): boolean {
  for (const seed of seeds) {
    const scenario = drawScenario(seed, NODES);
    const console = memoryConsoleFor(scenario);
    const coverage = new Coverage();
    const oracle = new Oracle(scenario, coverage);
    const world = new World(scenario, coverage);
    for (let pending = world.next(); pending && oracle.violations.length === 0; pending = world.next()) {
      const answer = console.perform(changeCall(pending.call), world.now);
      oracle.see(pending.call, change(answer, pending.call), world.now);
      pending.take(answer);
    }
    if (oracle.violations.some((violation) => violation.rule === rule)) return true;
  }
  return false;
}
