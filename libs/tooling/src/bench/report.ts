import type { BenchResult } from './run-bench.js';

/** The result as tables for a terminal. */
export function printBench(
  print: (line: string) => void,
  { machine, method, cases, ratios, seconds }: BenchResult,
): void {
  print('');
  print(
    `${machine.processors} processors (${machine.model}), Node ${machine.node}, ${machine.platform}, ${seconds} s`,
  );
  print(method);
  print('');
  print(['    req/s', 'CPU ms/1000', '  p50 ms', '  p99 ms', ' '].join('  '));
  for (const { requestsPerSecond, cpuMsPer1000, p50Ms, p99Ms, title } of cases) {
    print(
      [right(requestsPerSecond, 9), right(cpuMsPer1000, 11), right(p50Ms, 8), right(p99Ms, 8), title].join(
        '  ',
      ),
    );
  }
  print('');
  print(['    ratio', '[min - max]', ' '].join('  '));
  for (const { median, min, max, title } of ratios)
    print([right(median, 9), `[${min} - ${max}]`.padEnd(11), title].join('  '));
}

function right(value: number, width: number): string {
  return String(value).padStart(width);
}
