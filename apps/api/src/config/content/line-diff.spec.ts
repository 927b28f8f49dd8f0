import fc from 'fast-check';
import { applyDiff, lineDiff, type Hunk } from './line-diff.js';
import { mergeLines } from './merge-lines.js';

/** As people know it. */
function shown(hunks: readonly Hunk[]): readonly string[] {
  return hunks.flatMap(({ beforeStart, beforeLines, afterStart, afterLines, lines }) => [
    `@@ -${beforeStart},${beforeLines} +${afterStart},${afterLines} @@`,
    ...lines.map(({ kind, text }) => ({ same: ' ', removed: '-', added: '+' })[kind] + text),
  ]);
}

const letters = (text: string): string => [...text].map((each) => `${each}\n`).join('');

describe('a diff by lines', () => {
  it('shows what changed with the lines around it', () => {
    expect(shown(lineDiff(letters('abcdefghijklm'), letters('abcXefghijkYlm'), 2))).toEqual([
      ...['@@ -2,5 +2,5 @@', ' b', ' c', '-d', '+X', ' e', ' f'],
      ...['@@ -10,4 +10,5 @@', ' j', ' k', '+Y', ' l', ' m'],
    ]);
    expect(lineDiff('a\n', 'a\n')).toEqual([]);
  });

  it('puts changes together whose surroundings meet', () => {
    expect(shown(lineDiff(letters('abcdefg'), letters('Abcdefg'.replace('f', 'F')), 2))).toEqual([
      ...['@@ -1,7 +1,7 @@', '-a', '+A', ' b', ' c', ' d', ' e', '-f', '+F', ' g'],
    ]);
  });

  it('counts lines as others do where a side has none', () => {
    expect(shown(lineDiff('', 'a\nb\n'))).toEqual(['@@ -0,0 +1,2 @@', '+a', '+b']);
    expect(shown(lineDiff('a\n', ''))).toEqual(['@@ -1,1 +0,0 @@', '-a']);
    expect(shown(lineDiff('a\nb\n', 'a\nx\nb\n', 0))).toEqual(['@@ -1,0 +2,1 @@', '+x']);
  });

  it('numbers the lines of both sides, and tells how they end', () => {
    expect(lineDiff('a\r\nb', 'a\nb\n')[0]?.lines).toEqual([
      { kind: 'removed', before: 1, after: null, text: 'a', lineEnd: '\r\n' },
      { kind: 'removed', before: 2, after: null, text: 'b', lineEnd: '' },
      { kind: 'added', before: null, after: 1, text: 'a', lineEnd: '\n' },
      { kind: 'added', before: null, after: 2, text: 'b', lineEnd: '\n' },
    ]);
  });

  const text = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b', 'c', '', 'd '), { maxLength: 14 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
    )
    .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ''));

  it('makes the later text of the earlier one, and is refused by any other', () => {
    fc.assert(
      fc.property(text, text, fc.nat(4), (before, after, context) => {
        const hunks = lineDiff(before, after, context);
        expect(applyDiff(before, hunks)).toBe(after);
        for (const { lines, beforeLines, afterLines } of hunks) {
          expect(lines.filter(({ before: number }) => number !== null)).toHaveLength(beforeLines);
          expect(lines.filter(({ after: number }) => number !== null)).toHaveLength(afterLines);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(applyDiff('x\n', lineDiff('a\n', 'b\n'))).toBeNull();
  });

  it('merges to the same by either side, and loses no line that one of them added apart from the other', () => {
    fc.assert(
      fc.property(text, text, text, (parent, mine, theirs) => {
        const one = mergeLines(parent, mine, theirs);
        const other = mergeLines(parent, theirs, mine);
        expect(one.conflicts.map((each) => [each.parent, each.mine, each.theirs])).toEqual(
          other.conflicts.map((each) => [each.parent, each.theirs, each.mine]),
        );
        if (one.conflicts.length === 0) expect(one.text).toBe(other.text);
        expect(mergeLines(parent, parent, theirs)).toEqual({ text: theirs, conflicts: [] });
        expect(mergeLines(parent, mine, parent)).toEqual({ text: mine, conflicts: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows one block where two long texts have nothing to do with each other', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 4_000 }, (_, index) => `${letter}${index}\n`).join(''),
    );
    const hunks = lineDiff(before ?? '', after ?? '');
    expect(hunks).toHaveLength(1);
    expect(applyDiff(before ?? '', hunks)).toBe(after);
  });
});
