let skewMs = 0;

/** HTTP dates have whole seconds, so differences below two seconds are noise. */
export function noteServerTime(serverMs: number, localMs: number = Date.now()): void {
  const difference = serverMs - localMs;
  skewMs = Math.abs(difference) < 2_000 ? 0 : difference;
}

export const serverNow = (): number => Date.now() + skewMs;
