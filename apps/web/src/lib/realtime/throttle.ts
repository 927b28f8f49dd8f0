/** Runs at most once per interval and never loses the last call. */
export function throttleTrailing(run: () => void, intervalMs: number, nowMs: () => number = Date.now) {
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fire = (): void => {
    timer = undefined;
    lastRunMs = nowMs();
    run();
  };
  return (): void => {
    if (timer !== undefined) return;
    const waitMs = lastRunMs + intervalMs - nowMs();
    if (waitMs <= 0) return fire();
    timer = setTimeout(fire, waitMs);
  };
}

/** One throttle per key, so that a busy release does not starve a quiet one. */
export function throttlePerKey(run: (key: string) => void, intervalMs: number): (key: string) => void {
  const throttles = new Map<string, () => void>();
  return (key) => {
    let throttled = throttles.get(key);
    if (!throttled) {
      throttled = throttleTrailing(() => run(key), intervalMs);
      throttles.set(key, throttled);
    }
    throttled();
  };
}
