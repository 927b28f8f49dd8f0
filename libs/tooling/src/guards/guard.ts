import { mutated, plant } from '../mutants/mutant.js';

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
export function takenOut({ id, guards, file, find, replace }: Guard, source: string): string {
  const bug = { id, file, about: guards, search: find, replacement: replace };
  return mutated(plant(bug, source), source);
}
