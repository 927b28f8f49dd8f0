import { Coverage } from './coverage.js';
import { runScenario } from './run-schedule.js';
import type { Scenario } from './world/scenario.js';

/** Leaves out faults and releases one by one, as long as the same rule is still broken. */
export function shrink(scenario: Scenario, rule: string): Scenario {
  const stillFails = (smaller: Scenario): boolean =>
    runScenario(smaller, new Coverage()).violations.some((violation) => violation.rule === rule);
  let least = scenario;
  for (const release of scenario.releases) {
    const smaller = { ...least, releases: least.releases.filter(({ id }) => id !== release.id) };
    if (smaller.releases.length > 0 && stillFails(smaller)) least = smaller;
  }
  for (const fault of scenario.faults) {
    const smaller = { ...least, faults: least.faults.filter((other) => other !== fault) };
    if (stillFails(smaller)) least = smaller;
  }
  return least;
}
