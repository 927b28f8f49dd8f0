import { TomlError, parse, stringify, type TomlTable, type TomlValue } from 'smol-toml';
import type { Dialect } from '../dialect.js';
import { pathOf } from '../key-path.js';
import { MOST_DEPTH, MOST_VALUES, TOO_DEEP, TOO_MANY } from '../limits.js';
import { failAt, lineEndOf } from '../lines.js';
import { FaultyText } from '../fault.js';
import { readingOf, type Leaf } from '../reading.js';
import { sameText, type Tree } from '../tree.js';
import type { TomlPiece } from './toml-piece.js';
import { tomlEditedInPlace } from './toml-splice.js';
import { filledToml } from './toml-strings.js';
import { TomlTokens } from './toml-tokens.js';

interface Written {
  readonly at: number;
  readonly text: string | null;
}

/**
 * TOML 1.0 and 1.1. Comments stay where a change only touches lines of their own; one that reaches into an inline table or a
 * list of tables rewrites the file without comments.
 */
export const TOML_DIALECT: Dialect<TomlPiece> = {
  read(text) {
    const table = parsed(text);
    const written = writtenOf(text);
    return readingOf(text, new TomlWalk(text, written).tree(table, [], 0));
  },
  *drafts(text, changes) {
    yield tomlEditedInPlace(text, changes);
    const rewritten = stringify(tableOf([...changes.wanted.values()]), { numbersAsFloat: true });
    yield lineEndOf(text) === '\n' ? rewritten : rewritten.replace(/\n/g, '\r\n');
  },
  filled: filledToml,
};

function parsed(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: true, maxDepth: MOST_DEPTH });
  } catch (error) {
    if (error instanceof TomlError) {
      const [, sentence = 'this is no TOML'] = /^Invalid TOML document: ([^\n]*)/.exec(error.message) ?? [];
      throw new FaultyText([{ line: error.line, column: error.column, message: sentence }]);
    }
    failAt(text, 0, `this is no TOML: ${(error as Error).message}`);
  }
}

/** Where the keys stand that have a line of their own; of lists of tables the first header. */
function writtenOf(text: string): ReadonlyMap<string, Written> {
  const written = new Map<string, Written>();
  const lists = new Set<string>();
  const note = (names: readonly string[], found: Written): void => {
    for (let depth = 1; depth <= names.length; depth++) {
      const path = pathOf(names.slice(0, depth));
      if (written.has(path)) continue;
      written.set(path, depth === names.length ? found : { at: found.at, text: null });
    }
  };
  let table: readonly string[] = [];
  let isInList = false;
  for (const statement of new TomlTokens(text).statements()) {
    if (statement.names.length > MOST_DEPTH) failAt(text, statement.start, TOO_DEEP);
    if (statement.kind === 'header') {
      table = statement.names;
      if (statement.isListed) lists.add(pathOf(table));
      isInList = table.some((_, depth) => lists.has(pathOf(table.slice(0, depth + 1))));
      note(table, { at: statement.start, text: null });
    } else if (!isInList) {
      const { start, valueStart, valueEnd } = statement;
      note([...table, ...statement.names], { at: start, text: text.slice(valueStart, valueEnd) });
    }
  }
  return written;
}

class TomlWalk {
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly written: ReadonlyMap<string, Written>,
  ) {}

  tree(value: TomlValue, names: readonly string[], start: number): Tree<TomlPiece> {
    const { at, text } = this.written.get(pathOf(names)) ?? { at: start, text: null };
    if (++this.values > MOST_VALUES + 1) failAt(this.text, at, TOO_MANY);
    if (names.length > MOST_DEPTH) failAt(this.text, at, TOO_DEEP);
    const carried: TomlPiece = { value, text };
    if (Array.isArray(value)) {
      const items = value.map((item, index) => this.tree(item, [...names, `\0${index}`], at));
      return { kind: 'list', at, carried, items };
    }
    if (!isTable(value)) return { kind: 'scalar', at, carried, ...scalarOf(value) };
    const members = Object.entries(value).map(
      ([name, member]) => [name, this.tree(member, [...names, name], at)] as const,
    );
    return { kind: 'group', at, carried, members: new Map(members) };
  }
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

function scalarOf(value: Exclude<TomlValue, TomlTable | TomlValue[]>): {
  readonly value: boolean | number | string;
  readonly same: string;
} {
  if (typeof value === 'string') return { value, same: sameText(value) };
  if (typeof value === 'boolean') return { value, same: String(value) };
  if (typeof value === 'bigint') return { value: Number(value), same: `i${value}` };
  if (typeof value === 'number') {
    const isFinite = Number.isFinite(value);
    return { value: isFinite ? value : String(value), same: `f${Object.is(value, -0) ? '-0' : value}` };
  }
  const date = value instanceof Date ? value.toISOString() : String(value);
  return { value: date, same: `d${date}` };
}

function tableOf(leaves: readonly Leaf<TomlPiece>[]): TomlTable {
  type Draft = Map<string, Draft | TomlValue>;
  const root: Draft = new Map();
  for (const { segments, carried } of leaves) {
    let table = root;
    for (const name of segments.slice(0, -1)) {
      const inner = table.get(name);
      const next: Draft = inner instanceof Map ? inner : new Map();
      table.set(name, next);
      table = next;
    }
    table.set(segments.at(-1) ?? '', carried.value);
  }
  const built = (draft: Draft): TomlTable =>
    Object.fromEntries([...draft].map(([name, each]) => [name, each instanceof Map ? built(each) : each]));
  return built(root);
}
