/** Verdict with hysteresis: one odd probe neither condemns a program nor clears it. */
export interface HealthState {
  /** Null: not known yet, or there is nothing to ask. */
  readonly isHealthy: boolean | null;
  readonly failures: number;
  readonly successes: number;
}

export const UNKNOWN_HEALTH: HealthState = { isHealthy: null, failures: 0, successes: 0 };
const HEALTHY_AGAIN_AFTER = 2;

export function nextHealth(state: HealthState, isGood: boolean | null, unhealthyAfter: number): HealthState {
  if (isGood === null) return UNKNOWN_HEALTH;
  if (!isGood) {
    const failures = state.failures + 1;
    return { isHealthy: failures >= unhealthyAfter ? false : state.isHealthy, failures, successes: 0 };
  }
  const successes = state.successes + 1;
  const isCleared = state.isHealthy !== false || successes >= HEALTHY_AGAIN_AFTER;
  return { isHealthy: isCleared ? true : false, failures: 0, successes };
}
