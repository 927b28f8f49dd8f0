import type { MutantsResult } from './run-mutants.js';

export function printMutants(print: (line: string) => void, { isSound, results }: MutantsResult): void {
  for (const { id, about, caughtBy, accepted } of results)
    if (caughtBy === null) print(`survived${accepted ? `, accepted: ${accepted}` : ''}\n  ${id}\n  ${about}`);
  for (const kind of ['planted', 'mechanical'] as const) {
    const own = results.filter((result) => result.kind === kind);
    const count = (caughtBy: string | null): number =>
      own.filter((each) => each.caughtBy === caughtBy).length;
    print(
      `${own.length} ${kind}: ${count('tests')} caught by tests, ${count('simulation')} by the simulation, ${count(null)} survived`,
    );
  }
  print(`the engine as it is ${isSound ? 'passes' : 'FAILS'}`);
}

/** Good when the engine as it is passes, and every mutant was caught or argued for. */
export function areAllCaught({ isSound, results }: MutantsResult): boolean {
  return isSound && results.length > 0 && results.every(({ caughtBy, accepted }) => caughtBy ?? accepted);
}
