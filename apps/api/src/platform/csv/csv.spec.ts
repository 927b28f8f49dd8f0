import fc from 'fast-check';
import { parseCsv, writeCell, writeCsv } from './csv.js';

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('=1+1', '+x', '-x', '@x', '\tx', "'=x", "''=x", 'a"b', 'a,b', 'a\r\nb', ' x '),
);

describe('tables', () => {
  it('S35 come back as they were, for all texts', () => {
    const table = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, (rows) => {
        fc.pre(rows.every((row) => row.length > 1 || row[0] !== ''));
        expect(parseCsv(writeCsv(rows))).toEqual(rows);
      }),
      { numRuns: 1_000 },
    );
  });

  it('S35 never have a cell that a spreadsheet runs', () => {
    fc.assert(
      fc.property(text, (value) => !/^"?[=+\-@\t\r\0]/.test(writeCell(value))),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\ufeffa,"b ""x"", y"\n', [['a', 'b "x", y']]],
    ['a,\n', [['a', '']]],
    ['a,', [['a', '']]],
    ['', []],
  ])('%j is read', (csv, rows) => expect(parseCsv(csv)).toEqual(rows));

  it.each(['"a', 'a\n"b"c'])('%j is refused', (csv) => expect(parseCsv(csv)).toBeUndefined());
});
