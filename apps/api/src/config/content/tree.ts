/** What JSON can say; keys of objects are plain data, whatever their name. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

interface Stands<C> {
  /** Offset of its key, or of itself where it has none. */
  readonly at: number;
  /** What its format needs to write it elsewhere. */
  readonly carried: C;
}

export interface TreeScalar<C> extends Stands<C> {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  /** Equal for equal values only: JSON would make two long numbers one. */
  readonly same: string;
}

export interface TreeList<C> extends Stands<C> {
  readonly kind: 'list';
  readonly items: readonly Tree<C>[];
}

export interface TreeGroup<C> extends Stands<C> {
  readonly kind: 'group';
  readonly members: ReadonlyMap<string, Tree<C>>;
}

/** What each keyed format is read as. */
export type Tree<C> = TreeScalar<C> | TreeList<C> | TreeGroup<C>;

export function valueOf(tree: Tree<unknown>): JsonValue {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(valueOf);
  return Object.fromEntries([...tree.members].map(([name, member]) => [name, valueOf(member)]));
}

/** Equal for two trees that say the same, in whatever order their keys stand. */
export function sameOf(tree: Tree<unknown>): string {
  if (tree.kind === 'scalar') return tree.same;
  if (tree.kind === 'list') return `[${tree.items.map(sameOf).join()}]`;
  const members = [...tree.members].map(([name, member]) => `${JSON.stringify(name)}:${sameOf(member)}`);
  return `{${members.sort().join()}}`;
}

/** The sameness of texts, in every format. */
export function sameText(value: string): string {
  return JSON.stringify(value);
}
