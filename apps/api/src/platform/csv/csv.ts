/** Cells that a spreadsheet would run as a formula. */
const FORMULA = /^'*[=+\-@\t\r\0]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** RFC 4180. Undefined when a quotation is never closed or followed by other text. */
export function parseCsv(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = text.startsWith('\ufeff') ? 1 : 0;
  while (position < text.length || row.length > 0) {
    const cell = text[position] === '"' ? quoted(text, position) : plain(text, position);
    if (!cell) return undefined;
    row.push(unguarded(cell.value));
    position = cell.end;
    if (text[position] === ',') {
      position += 1;
      if (position < text.length) continue;
      row.push('');
    }
    if (text.startsWith('\r\n', position)) position += 2;
    else if (position < text.length) position += 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

/** What a spreadsheet would run gets an apostrophe in front; `parseCsv` takes it away again. */
export function writeCell(value: string): string {
  const guarded = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function quoted(text: string, start: number): Cell | undefined {
  let value = '';
  let position = start + 1;
  for (;;) {
    const close = text.indexOf('"', position);
    if (close < 0) return undefined;
    value += text.slice(position, close);
    if (text[close + 1] !== '"') return isCellEnd(text, close + 1) ? { value, end: close + 1 } : undefined;
    value += '"';
    position = close + 2;
  }
}

function plain(text: string, start: number): Cell {
  let end = start;
  while (!isCellEnd(text, end)) end += 1;
  return { value: text.slice(start, end), end };
}

function isCellEnd(text: string, position: number): boolean {
  const character = text[position];
  return (
    character === undefined ||
    character === ',' ||
    character === '\n' ||
    (character === '\r' && text[position + 1] === '\n')
  );
}

function unguarded(value: string): string {
  return value.startsWith("'") && FORMULA.test(value) ? value.slice(1) : value;
}
