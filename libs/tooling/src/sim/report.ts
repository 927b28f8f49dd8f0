import type { SimResult } from './run-sim.js';

/** How often each thing was hit, what was hit too rarely, and the sum. */
export function printSim(print: (line: string) => void, result: SimResult): void {
  for (const [name, times] of Object.entries(result.hits)) print(`${String(times).padStart(9)}  ${name}`);
  for (const { name, times } of result.rare) print(`hit too rarely: ${name}, ${times} times`);
  const stuck = result.failures.filter(({ rule }) => rule === 'I32').length;
  print(
    `${result.schedules} schedules (${result.replayed} replayed), ${result.calls} calls, ` +
      `${result.failures.length - stuck} violations, ${stuck} stuck, ${result.perSecond} schedules per second`,
  );
}

export function isGood({ failures, rare, schedules }: SimResult): boolean {
  return failures.length + rare.length === 0 && schedules > 0;
}
