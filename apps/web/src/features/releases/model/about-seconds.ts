/** Up to so many seconds, and the step to which a time of that length is rounded. */
const STEPS = [
  [120, 10],
  [3_600, 60],
  [86_400, 300],
  [Infinity, 3_600],
] as const;

/** As exactly as anybody can mean it who says "about"; what takes any time takes at least ten seconds. */
export function aboutSeconds(seconds: number): number {
  const step = STEPS.find(([upTo]) => seconds < upTo)?.[1] ?? 1;
  return seconds <= 0 ? 0 : Math.max(10, Math.round(seconds / step) * step);
}
