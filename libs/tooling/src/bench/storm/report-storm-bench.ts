import type { Beside, StormResult } from './run-storm-bench.js';

export function printStorm(print: (line: string) => void, result: StormResult): void {
  const { calls, blown, expected, kept, isComplete, workedOffSeconds, quiet, inStorm } = result;
  print('');
  print(
    `${calls} calls, ${blown.perSecond} a second; p50 ${blown.p50Ms} ms, p99 ${blown.p99Ms} ms, longest ${blown.maxMs} ms`,
  );
  print(
    `  new       ${expected.accepted} sent, ${blown.byStatus['202'] ?? 0} accepted, ${kept.deliveries} kept, ${kept.builds} builds`,
  );
  print(
    `  again     ${expected.again} sent, ${blown.byStatus['200'] ?? 0} told apart, ${kept.again} counted`,
  );
  print(`  forged    ${expected.forged} sent, ${blown.byStatus['401'] ?? 0} refused`);
  print(`  unanswered ${blown.errors}; worked off ${workedOffSeconds} s after the last answer`);
  print(besideLine('quiet', quiet));
  print(besideLine('in the storm', inStorm));
  print(isComplete ? 'Nothing was lost, and nothing had an effect twice.' : 'NOT COMPLETE');
}

function besideLine(when: string, { releaseSeconds, syncP50Ms, syncP99Ms }: Beside): string {
  return `  ${when.padEnd(13)} release of 64 nodes ${releaseSeconds} s, sync p50 ${syncP50Ms} ms, p99 ${syncP99Ms} ms`;
}
