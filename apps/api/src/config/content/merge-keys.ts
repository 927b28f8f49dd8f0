import type { Dialect } from './dialect.js';
import type { Leaf, Leaves, Reading } from './reading.js';
import { laidOver, rewritten, without } from './rewrite.js';
import { valueOf, type JsonValue, type Tree } from './tree.js';

/** A key, or a whole object, that both sides changed, each in its way. A side that does not have it is absent. */
export interface KeyConflict {
  readonly kind: 'key';
  readonly path: string;
  readonly parent?: JsonValue;
  readonly mine?: JsonValue;
  readonly theirs?: JsonValue;
}

export interface MergedKeys {
  readonly text: string;
  readonly conflicts: readonly KeyConflict[];
}

type Readings<C> = Readonly<Record<'parent' | 'mine' | 'theirs', Reading<C>>>;

/** `mineText` with what they alone changed. @throws FaultyText */
export function mergeKeys<C>(dialect: Dialect<C>, mineText: string, readings: Readings<C>): MergedKeys {
  const [parent, mine, theirs] = [readings.parent.leaves, readings.mine.leaves, readings.theirs.leaves];
  const theirChanges = changedPaths(parent, theirs);
  const conflicts = conflictsOf(changedPaths(parent, mine), theirChanges, readings);
  const isTaken = ({ path, around }: Leaf<C>): boolean =>
    theirChanges.has(path) && ![path, ...around].some((each) => conflicts.has(each));
  const gone = [...parent.values()].filter((leaf) => !theirs.has(leaf.path) && mine.has(leaf.path));
  const below = without(
    mine,
    gone.filter(isTaken).map(({ path }) => path),
  );
  const text = rewritten(dialect, mineText, laidOver(below, [...theirs.values()].filter(isTaken)));
  return {
    text,
    conflicts: [...conflicts].map(([path, segments]) => ({
      ...{ kind: 'key', path },
      ...sideOf('parent', readings, segments),
      ...sideOf('mine', readings, segments),
      ...sideOf('theirs', readings, segments),
    })),
  };
}

function changedPaths(parent: Leaves<unknown>, child: Leaves<unknown>): ReadonlySet<string> {
  const paths = [...parent.keys(), ...child.keys()];
  return new Set(paths.filter((path) => parent.get(path)?.same !== child.get(path)?.same));
}

/** The names on the way to each conflict, by path; of those that lie within each other the outer one. */
function conflictsOf(
  own: ReadonlySet<string>,
  other: ReadonlySet<string>,
  { parent, mine, theirs }: Readings<unknown>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Leaf<unknown>>();
  for (const path of own) {
    const leaf = mine.leaves.get(path) ?? theirs.leaves.get(path) ?? parent.leaves.get(path);
    const isAlike = mine.leaves.get(path)?.same === theirs.leaves.get(path)?.same;
    if (leaf && other.has(path) && !isAlike) found.set(path, leaf);
  }
  for (const leaf of clashing(own, mine.leaves, other, theirs.leaves)) found.set(leaf.path, leaf);
  for (const leaf of clashing(other, theirs.leaves, own, mine.leaves)) found.set(leaf.path, leaf);
  const outer = [...found.values()].filter(({ around }) => !around.some((path) => found.has(path)));
  return new Map(outer.map(({ path, segments }) => [path, segments]));
}

/** Values that one side set where the other one set something inside. */
function clashing(
  outerChanges: ReadonlySet<string>,
  outer: Leaves<unknown>,
  innerChanges: ReadonlySet<string>,
  inner: Leaves<unknown>,
): readonly Leaf<unknown>[] {
  const set = [...inner.values()].filter(({ path }) => innerChanges.has(path));
  return set.flatMap(({ around }) =>
    around.flatMap((path) => {
      const leaf = outerChanges.has(path) ? outer.get(path) : undefined;
      return leaf && !leaf.isEmptyGroup ? [leaf] : [];
    }),
  );
}

function sideOf<S extends keyof Readings<unknown>>(
  side: S,
  readings: Readings<unknown>,
  segments: readonly string[],
): { readonly [K in S]?: JsonValue } {
  let tree: Tree<unknown> | undefined = readings[side].root;
  for (const name of segments) tree = tree?.kind === 'group' ? tree.members.get(name) : undefined;
  return tree ? ({ [side]: valueOf(tree) } as { [K in S]: JsonValue }) : {};
}
