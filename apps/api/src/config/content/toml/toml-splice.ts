import { stringify, type TomlValue } from 'smol-toml';
import type { Changes } from '../dialect.js';
import { pathOf } from '../key-path.js';
import { lineEndOf } from '../lines.js';
import { spliced, type Splice } from '../lines/line-draft.js';
import type { Leaf } from '../reading.js';
import { tomlName } from './toml-strings.js';
import { TomlTokens, type TomlEntry, type TomlHeader } from './toml-tokens.js';
import type { TomlPiece } from './toml-piece.js';

/** A header, if it has one, and what stands below it. */
interface Table {
  readonly path: string;
  readonly header: TomlHeader | null;
  readonly entries: Map<string, TomlEntry>;
}

/** Only the lines that change are written. What reaches into inline tables or lists of tables comes out wrong. */
export function tomlEditedInPlace(text: string, changes: Changes<TomlPiece>): string {
  return new TomlSplice(text).edited(changes);
}

class TomlSplice {
  private readonly tables = new Map<string, Table>();
  private readonly entries = new Map<string, { readonly table: Table; readonly entry: TomlEntry }>();
  private readonly splices: Splice[] = [];
  private readonly eol: string;

  constructor(private readonly text: string) {
    this.eol = lineEndOf(text);
    let table: Table = { path: '', header: null, entries: new Map() };
    this.tables.set('', table);
    for (const statement of new TomlTokens(text).statements()) {
      if (statement.kind === 'header') {
        table = { path: pathOf(statement.names), header: statement, entries: new Map() };
        if (!statement.isListed) this.tables.set(table.path, table);
        continue;
      }
      const path = pathOf([...(table.header?.names ?? []), ...statement.names]);
      table.entries.set(path, statement);
      this.entries.set(path, { table, entry: statement });
    }
  }

  edited({ wanted, set, remove }: Changes<TomlPiece>): string {
    for (const leaf of remove) this.remove(leaf);
    const fresh = new Map<string, Leaf<TomlPiece>[]>();
    for (const leaf of set) {
      const known = this.entries.get(leaf.path);
      const parent = leaf.around.at(-1) ?? '';
      if (known) {
        const { valueStart: start, valueEnd: end } = known.entry;
        this.splices.push({ start, end, text: valueText(leaf) });
      } else fresh.set(parent, [...(fresh.get(parent) ?? []), leaf]);
    }
    const added = [...fresh].map(([parent, leaves]) => this.add(parent, leaves));
    for (const table of this.tables.values())
      if (table.header && table.entries.size === 0 && !wanted.has(table.path) && !fresh.has(table.path))
        this.splices.push({ start: table.header.start, end: table.header.end, text: '' });
    const written = spliced(this.text, this.splices);
    const gap = added.join('') !== '' && !/(^|\n)$/.test(written) ? this.eol : '';
    return written + gap + added.join('');
  }

  private remove({ path }: Leaf<TomlPiece>): void {
    const known = this.entries.get(path);
    if (!known) return;
    known.table.entries.delete(path);
    this.splices.push({ start: known.entry.start, end: known.entry.end, text: '' });
  }

  /** What is to follow the text, if no table of it can take them. */
  private add(parent: string, leaves: readonly Leaf<TomlPiece>[]): string {
    const lines = leaves.map(
      (leaf) => `${tomlName(leaf.segments.at(-1) ?? '')} = ${valueText(leaf)}${this.eol}`,
    );
    const table = this.tables.get(parent);
    if (!table) {
      const names = leaves[0]?.segments.slice(0, -1) ?? [];
      return `${this.eol}[${names.map(tomlName).join('.')}]${this.eol}${lines.join('')}`;
    }
    const last = [...table.entries.values()].at(-1);
    const at = last?.end ?? table.header?.end ?? 0;
    const gap = at > 0 && this.text[at - 1] !== '\n' ? this.eol : '';
    this.splices.push({ start: at, end: at, text: gap + lines.join('') });
    return '';
  }
}

function valueText({ carried: { text, value } }: Leaf<TomlPiece>): string {
  return text ?? inline(value);
}

function inline(value: TomlValue): string {
  // Lists of tables and tables would be written under headers of their own, unless they lie in a list of lists.
  const [, written = ''] =
    /^v = \[ \[\], ([^]*) \]\n$/.exec(stringify({ v: [[], value] }, { numbersAsFloat: true })) ?? [];
  return written;
}
