const PARENT_POLL_MS = 250;

/** Fulfilled when we are asked to end: by a signal, or because whoever started us is gone (npm does not pass signals on). */
export function untilAskedToEnd() {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid !== parent) finish();
    }, PARENT_POLL_MS).unref();
    const finish = () => {
      clearInterval(timer);
      resolve(undefined);
    };
    // Registered for good: a second Ctrl-C must not cut the orderly end short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, finish);
  });
}
