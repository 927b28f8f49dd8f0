/** One change that makes the engine wrong, or at least another one. */
export interface Mutant {
  /** The same for the same change, as long as the lines around it stay. */
  readonly id: string;
  /** Below `libs/rollout-core/src`. */
  readonly file: string;
  readonly about: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A bug that somebody thought of. */
export interface PlantedBug {
  readonly id: string;
  readonly file: string;
  readonly about: string;
  /** Must stand in the file exactly once. */
  readonly search: string;
  readonly replacement: string;
}

export function bug(
  id: string,
  file: string,
  about: string,
  search: string,
  replacement: string,
): PlantedBug {
  return { id, file, about, search, replacement };
}

export function plant({ id, file, about, search, replacement }: PlantedBug, source: string): Mutant {
  const start = source.indexOf(search);
  if (start < 0) throw new Error(`${id}: ${file} does not have this text any more: ${search}`);
  if (source.indexOf(search, start + 1) >= 0)
    throw new Error(`${id}: ${file} has this text more than once: ${search}`);
  return { id, file, about, start, end: start + search.length, replacement };
}

export function mutated({ start, end, replacement }: Mutant, source: string): string {
  return source.slice(0, start) + replacement + source.slice(end);
}
