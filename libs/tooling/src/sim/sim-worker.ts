import { Coverage, drawScenario, runScenario, type Violation } from '@release-console/fleet-sim';

export interface SimTask {
  readonly firstSeed: number;
  readonly count: number;
  readonly nodes: number;
}

export interface SimFailure {
  readonly seed: number;
  readonly nodes: number;
  readonly rule: string;
  readonly text: string;
}

export interface SimBatch {
  readonly schedules: number;
  readonly calls: number;
  readonly hits: Readonly<Record<string, number>>;
  readonly failures: readonly SimFailure[];
}

/** Runs the batches that its parent sends, one after the other, and ends with it. */
process.on('message', (task: SimTask) => process.send?.(runBatch(task)));
process.on('disconnect', () => process.exit(0));

function runBatch({ firstSeed, count, nodes }: SimTask): SimBatch {
  const coverage = new Coverage();
  const failures: SimFailure[] = [];
  let calls = 0;
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const { violations, calls: made } = runOne(seed, nodes, coverage);
    calls += made;
    const [first] = violations;
    if (first) failures.push({ seed, nodes, rule: first.rule, text: first.text });
  }
  return { schedules: count, calls, hits: Object.fromEntries(coverage.hits), failures };
}

/** What throws is as wrong as what breaks a rule. */
function runOne(
  seed: number,
  nodes: number,
  coverage: Coverage,
): { readonly violations: readonly Violation[]; readonly calls: number } {
  try {
    return runScenario(drawScenario(seed, nodes), coverage);
  } catch (error) {
    return { violations: [{ rule: 'thrown', text: (error as Error).message, at: 0 }], calls: 0 };
  }
}
