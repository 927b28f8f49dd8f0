/**
 * Numbers of the lines that the text before does not have, from 1. Cheap enough for each key that is pressed: what is the same
 * at both ends is left out, and in between a line counts as old as often as the old text has it there.
 */
export function changedLines(before: string, after: string): readonly number[] {
  if (before === after) return [];
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let [oldEnd, freshEnd] = [old.length, fresh.length];
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1] === fresh[freshEnd - 1]) {
    oldEnd -= 1;
    freshEnd -= 1;
  }
  const left = new Map<string, number>();
  for (const line of old.slice(start, oldEnd)) left.set(line, (left.get(line) ?? 0) + 1);
  const changed: number[] = [];
  for (let index = start; index < freshEnd; index += 1) {
    const line = fresh[index] ?? '';
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else changed.push(index + 1);
  }
  return changed;
}

/** First line of the run of changed lines after this one; from the top again behind the last. */
export function nextRun(lines: readonly number[], current: number): number | null {
  const known = new Set(lines);
  const starts = lines.filter((line) => !known.has(line - 1));
  return starts.find((line) => line > current) ?? starts[0] ?? null;
}
