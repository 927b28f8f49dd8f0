export interface Clock {
  /** Wall clock, milliseconds since 1970; may jump. Only for time stamps that people read. */
  now(): number;
  /** Milliseconds that only grow; for deadlines and intervals. */
  monotonic(): number;
  /** Resolves after the time or as soon as the signal is aborted; never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint() / BigInt(1_000_000)),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, Math.max(0, milliseconds));
      signal?.addEventListener('abort', finish);
    }),
};
