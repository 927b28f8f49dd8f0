/** Doubles from the shortest pause to the longest; half of it is random, so that a fleet does not return in step. */
export function backoffMilliseconds(
  failures: number,
  limits: { readonly minMilliseconds: number; readonly maxMilliseconds: number },
  random: number,
): number {
  const doubled = limits.minMilliseconds * 2 ** Math.min(Math.max(failures - 1, 0), 30);
  const whole = Math.min(doubled, limits.maxMilliseconds);
  return Math.round(whole / 2 + (whole / 2) * random);
}
