import type { FuzzResult } from './run-fuzz.js';

export function printFuzz(print: (line: string) => void, result: FuzzResult, seed: number): void {
  const { tally, memory, seconds, callers } = result;
  print('    sent accepted  operation');
  for (const { id, sent, accepted, byStatus } of tally.operations.values()) {
    const statuses = [...byStatus].sort(([a], [b]) => a - b).map(([status, times]) => `${status}x${times}`);
    print(`${String(sent).padStart(8)} ${String(accepted).padStart(8)}  ${id}  ${statuses.join(' ')}`);
  }
  for (const { operation, what, sample, times } of tally.faults)
    print(`FAULT ${times}x ${operation}: ${what}\n  ${sample}`);
  for (const id of tally.neverAccepted) print(`NEVER ACCEPTED ${id}`);
  for (const { live, resident, isFlat } of memory)
    print(`MiB in use ${live.join(' -> ')}, taken ${resident.join(' -> ')}: ${isFlat ? 'flat' : 'GROWING'}`);
  print(
    `${tally.requests} requests by ${callers} callers to ${tally.operations.size} operations from seed ${seed}, ` +
      `${tally.faults.length} kinds of faults, ${tally.neverAccepted.length} never accepted, ${seconds} s`,
  );
}

export function isGood({ tally, memory }: FuzzResult): boolean {
  return (
    tally.requests > 0 &&
    tally.faults.length === 0 &&
    tally.neverAccepted.length === 0 &&
    memory.every(({ isFlat }) => isFlat)
  );
}

export function jsonOf({ tally, memory, seconds }: FuzzResult): object {
  const operations = [...tally.operations.values()].map(({ id, sent, accepted }) => ({ id, sent, accepted }));
  const { requests, faults, neverAccepted } = tally;
  return { requests, seconds, memory, operations, faults, neverAccepted };
}
