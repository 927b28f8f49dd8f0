import type { Dialect } from './dialect.js';
import { FaultyText } from './fault.js';
import { checkText, splitMark } from './limits.js';
import { insideOf, type Leaf, type Leaves, type Reading } from './reading.js';

/** @throws FaultyText */
export function readText<C>(dialect: Dialect<C>, text: string): Reading<C> {
  checkText(text);
  return dialect.read(splitMark(text).body);
}

/** The text with exactly the wanted keys; the same text, to the byte, where it has them. @throws FaultyText */
export function rewritten<C>(dialect: Dialect<C>, text: string, wanted: Leaves<C>): string {
  const { leaves } = readText(dialect, text);
  const set = [...wanted.values()].filter(({ path, same }) => leaves.get(path)?.same !== same);
  const remove = [...leaves.values()].filter(({ path }) => !wanted.has(path));
  if (set.length === 0 && remove.length === 0) return text;
  const inside = insideOf(wanted);
  const gone = remove.filter(
    ({ path, around }) => ![path, ...around].some((each) => wanted.has(each)) && !inside.has(path),
  );
  const { mark, body } = splitMark(text);
  let faults = [{ line: 1, column: 1, message: 'these keys can not be written in one file of this format' }];
  for (const draft of dialect.drafts(body, { wanted, set, remove, gone })) {
    try {
      if (saysTheSame(readText(dialect, draft).leaves, wanted)) return mark + draft;
    } catch (error) {
      if (!(error instanceof FaultyText)) throw error;
      faults = [...error.faults];
    }
  }
  throw new FaultyText(faults);
}

function saysTheSame(leaves: Leaves<unknown>, wanted: Leaves<unknown>): boolean {
  if (leaves.size !== wanted.size) return false;
  return [...wanted.values()].every(({ path, same }) => leaves.get(path)?.same === same);
}

/** Objects merge, whatever else both have is the upper one's. */
export function laidOver<C>(below: Leaves<C>, above: readonly Leaf<C>[]): Leaves<C> {
  const inside = insideOf(below);
  const fresh = above.filter(({ isEmptyGroup, path }) => !(isEmptyGroup && inside.has(path)));
  const replaced = new Set(fresh.map(({ path }) => path));
  const result = new Map<string, Leaf<C>>();
  for (const leaf of below.values())
    if (!leaf.around.some((path) => replaced.has(path))) result.set(leaf.path, leaf);
  for (const leaf of fresh) {
    for (const path of leaf.around) result.delete(path);
    result.set(leaf.path, leaf);
  }
  return result;
}

/** All but the keys of these paths, and those inside of them. */
export function without<C>(leaves: Leaves<C>, paths: readonly string[]): Leaves<C> {
  return onlyIf(leaves, (leaf) => !isAmong(leaf, new Set(paths)));
}

/** The keys of these paths, and those inside of them. */
export function within<C>(leaves: Leaves<C>, paths: readonly string[]): Leaves<C> {
  return onlyIf(leaves, (leaf) => isAmong(leaf, new Set(paths)));
}

function isAmong({ path, around }: Leaf<unknown>, paths: ReadonlySet<string>): boolean {
  return paths.has(path) || around.some((each) => paths.has(each));
}

function onlyIf<C>(leaves: Leaves<C>, isWanted: (leaf: Leaf<C>) => boolean): Leaves<C> {
  return new Map([...leaves].filter(([, leaf]) => isWanted(leaf)));
}
