import type { MeasuredCheck, WeightedCheck } from '@release-console/metrics-core';

/** All checks of a release together call at most so many good ones bad. */
const FALSE_ALARMS = 0.01;
/** What people fear most is found soonest. */
const SHARES: Readonly<Record<MeasuredCheck['kind'], number>> = {
  errors: 7,
  errors_limit: 1,
  latency: 1,
  latency_limit: 1,
  // No matter of chance.
  memory: 0,
  memory_limit: 0,
};

export function weighted(checks: readonly MeasuredCheck[]): readonly WeightedCheck[] {
  const all = Math.max(
    1,
    checks.reduce((sum, { kind }) => sum + SHARES[kind], 0),
  );
  return checks.map((check) => ({ check, alpha: (FALSE_ALARMS * SHARES[check.kind]) / all }));
}
