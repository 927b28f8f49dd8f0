import type { DeclaredFreeze } from '../words.js';

const MINUTE_MS = 60_000;

/** When it may begin or end: one that comes again does so at full minutes. */
export function momentsOf({ times }: DeclaredFreeze, from: number, to: number): readonly number[] {
  if (times.kind === 'once') return [times.startsAt, times.endsAt];
  const first = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
  return Array.from(
    { length: Math.floor((to - first) / MINUTE_MS) + 1 },
    (_, index) => first + index * MINUTE_MS,
  );
}
