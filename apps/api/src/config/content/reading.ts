import { FaultyText, type Place } from './fault.js';
import { pathOf, pathsAround } from './key-path.js';
import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from './limits.js';
import { Lines } from './lines.js';
import { sameOf, valueOf, type JsonValue, type Tree } from './tree.js';

/** A key that holds a value: a list is one value, and so is an object without keys. */
export interface Leaf<C> extends Place {
  readonly path: string;
  readonly segments: readonly string[];
  /** The paths of the objects around it, from the whole file inwards. */
  readonly around: readonly string[];
  readonly isEmptyGroup: boolean;
  readonly value: JsonValue;
  readonly same: string;
  readonly carried: C;
}

export type Leaves<C> = ReadonlyMap<string, Leaf<C>>;

export interface Reading<C> {
  readonly leaves: Leaves<C>;
  readonly root: Tree<C>;
  /** Of objects and leaves, by path. */
  readonly places: ReadonlyMap<string, Place>;
}

/** @param isFlat names with dots in them do not nest, and are their own paths */
export function readingOf<C>(text: string, root: Tree<C>, isFlat = false): Reading<C> {
  return new Walk<C>(text, isFlat).over(root);
}

/** The paths of all objects that have a key. */
export function insideOf(leaves: Leaves<unknown>): ReadonlySet<string> {
  return new Set([...leaves.values()].flatMap(({ around }) => around));
}

class Walk<C> {
  private readonly leaves = new Map<string, Leaf<C>>();
  private readonly places = new Map<string, Place>();
  private readonly lines: Lines;
  private values = 0;

  constructor(
    text: string,
    private readonly isFlat: boolean,
  ) {
    this.lines = new Lines(text);
  }

  over(root: Tree<C>): Reading<C> {
    this.visit(root, []);
    return { leaves: this.leaves, root, places: this.places };
  }

  private visit(tree: Tree<C>, segments: readonly string[]): void {
    const path = this.isFlat ? (segments[0] ?? '') : pathOf(segments);
    this.count(tree, segments.length);
    this.places.set(path, this.lines.placeAt(tree.at));
    if (tree.kind !== 'group') return this.addLeaf(tree, path, segments);
    if (tree.members.size === 0 && segments.length > 0) return this.addLeaf(tree, path, segments);
    for (const [name, member] of tree.members) this.visit(member, [...segments, name]);
  }

  private addLeaf(tree: Tree<C>, path: string, segments: readonly string[]): void {
    if (tree.kind === 'list') this.countWithin(tree, segments.length);
    this.leaves.set(path, {
      ...this.lines.placeAt(tree.at),
      path,
      segments,
      around: this.isFlat ? [''] : pathsAround(segments),
      isEmptyGroup: tree.kind === 'group',
      value: valueOf(tree),
      same: sameOf(tree),
      carried: tree.carried,
    });
  }

  private countWithin(tree: Tree<C>, depth: number): void {
    if (tree.kind === 'scalar') return;
    for (const inner of tree.kind === 'list' ? tree.items : tree.members.values()) {
      this.count(inner, depth + 1);
      this.countWithin(inner, depth + 1);
    }
  }

  private count(tree: Tree<C>, depth: number): void {
    this.values += 1;
    if (depth > MOST_DEPTH) throw new FaultyText([this.lines.faultAt(tree.at, TOO_DEEP)]);
    // The whole file is no key of its own.
    if (this.values > MOST_VALUES + 1) throw new FaultyText([this.lines.faultAt(tree.at, TOO_MANY)]);
  }
}
