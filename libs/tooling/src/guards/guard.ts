/** What keeps one of the cases of the security and fault lists from happening, and the test that would notice its loss. */
export interface Guard {
  /** The case, for example `S21`; several guards may share one. */
  readonly id: string;
  /** What can't happen while it is there. */
  readonly guards: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  /** Stands in its place when the guard is out. */
  readonly replace: string;
  /** The test file that must go red, from the root of the repository. */
  readonly spec: string;
  /** What the name of the test has in it, as Jest's `-t` takes it. */
  readonly test: string;
}

/** @returns the text of the guard's file without the guard */
export function takenOut({ id, file, find, replace }: Guard, source: string): string {
  const start = source.indexOf(find);
  if (start < 0) throw new Error(`${id}: ${file} does not have this text any more: ${find}`);
  if (source.indexOf(find, start + 1) >= 0)
    throw new Error(`${id}: ${file} has this text more than once: ${find}`);
  return source.slice(0, start) + replace + source.slice(start + find.length);
}
