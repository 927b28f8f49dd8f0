/** Slow ones come after a first look of the simulation. */
const SLOW = ['engine', 'calendar/calendar'];

export interface SpecTurns {
  /** The tests of the file, or of its folder. */
  readonly own: readonly string[];
  readonly quick: readonly string[];
  readonly slow: readonly string[];
}

/** In which order tests are asked about a change of a file, since most changes fall to the tests of the file itself. */
export function inTurn(specs: readonly string[], file: string): SpecTurns {
  const own = specs.filter((spec) => isAbout(nameOf(spec), file));
  const others = specs.filter((spec) => !own.includes(spec));
  const isSlow = (spec: string): boolean => SLOW.includes(nameOf(spec));
  return { own, quick: others.filter((spec) => !isSlow(spec)), slow: others.filter(isSlow) };
}

function isAbout(name: string, file: string): boolean {
  const base = file.replace(/\.ts$/, '');
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return name === base || name.startsWith(`${base}-`) || (folder !== '' && name.startsWith(folder));
}

function nameOf(spec: string): string {
  return spec.slice(spec.lastIndexOf('/src/') + '/src/'.length, -'.spec.ts'.length);
}
