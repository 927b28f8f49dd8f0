import fc from 'fast-check';
import { mergedKeys, mergedTexts, withTheirs } from './merged-layers.js';

const keys = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));

describe('merging layers', () => {
  it('keys that are removed: each key is as whoever changed it has it', () => {
    fc.assert(
      fc.property(keys, keys, keys, (parent, mine, theirs) => {
        const merged = mergedKeys(parent, mine, theirs);
        expect(new Set(merged).size).toBe(merged.length);
        for (const key of ['a', 'b', 'c', 'd', 'e']) {
          const isChanged = mine.includes(key) !== parent.includes(key);
          expect(merged.includes(key)).toBe((isChanged ? mine : theirs).includes(key));
        }
      }),
    );
  });

  it.each([
    [null, 'a: 1\n', 'b: 2\n', 'a: 1\nb: 2\n', 0],
    ['a: 1\n', null, 'a: 1\n', null, 0],
    ['a: 1\n', 'a: 1\n', null, null, 0],
    ['a: 1\nb: 1\n', null, 'a: 1\nb: 2\n', 'b: 2\n', 1],
  ])('texts that are not there: %j, %j, %j', (parent, mine, theirs, text, conflicts) => {
    const merged = mergedTexts('yaml', parent, mine, theirs);
    expect(merged).toMatchObject({ ok: true });
    if (!merged.ok) return;
    expect(merged.conflicts).toHaveLength(conflicts);
    if (conflicts === 0) expect(merged.text).toBe(text);
  });

  it('of formats without keys, one that is there and one that is not are no lines of each other', () => {
    expect(mergedTexts('text', null, 'mine\n', 'theirs\n')).toEqual({
      ok: true,
      text: 'mine\n',
      conflicts: [{ kind: 'lines', place: '1-2', parent: null, mine: 'mine\n', theirs: 'theirs\n' }],
    });
  });

  const taken = (
    format: 'yaml' | 'text',
    texts: readonly [string | null, string | null, string | null],
    places: readonly string[],
  ): string | null | undefined => {
    const merged = mergedTexts(format, ...texts);
    const chosen = merged.ok ? withTheirs(format, merged, texts[2], places) : merged;
    return chosen.ok ? chosen.text : undefined;
  };

  it('conflicts are settled one by one, each for one side, and what is none stays of both', () => {
    const texts = ['a: 1\nb: 1\nc: 1\n', 'a: 2\nb: 2\nc: 1\n', 'a: 3\nb: 3\nc: 3\n'] as const;
    expect(taken('yaml', texts, [])).toBe('a: 2\nb: 2\nc: 3\n');
    expect(taken('yaml', texts, ['b'])).toBe('a: 2\nb: 3\nc: 3\n');
    expect(taken('yaml', texts, ['a', 'b'])).toBe('a: 3\nb: 3\nc: 3\n');
    expect(taken('yaml', texts, ['c', 'nowhere'])).toBe('a: 2\nb: 2\nc: 3\n');
  });

  it('a key that they removed goes when theirs is taken', () => {
    expect(taken('yaml', ['a: 1\nb: 1\n', 'a: 2\nb: 1\n', 'b: 1\n'], ['a'])).toBe('b: 1\n');
  });

  it('lines are settled at their places, whatever stands before them', () => {
    const texts = ['1\n2\n3\n4\n5\n', 'x\n2\n3\n4\nmine\n', 'y\ny\n2\n3\n4\ntheirs\nlonger\n'] as const;
    expect(taken('text', texts, ['1-1'])).toBe('y\ny\n2\n3\n4\nmine\n');
    expect(taken('text', texts, ['5-5'])).toBe('x\n2\n3\n4\ntheirs\nlonger\n');
    expect(taken('text', texts, ['1-1', '5-5'])).toBe(texts[2]);
  });

  it('lines that I removed come back as theirs, and nothing after them goes', () => {
    expect(taken('text', ['1\n2\n3\n', '1\n3\n', '1\ntheirs\n3\n'], ['2-2'])).toBe('1\ntheirs\n3\n');
  });

  it('a whole that is there on one side only is theirs as a whole', () => {
    expect(taken('text', [null, 'mine\n', 'theirs\n'], ['1-2'])).toBe('theirs\n');
    expect(taken('text', ['old\n', 'mine\n', null], ['1-2'])).toBeNull();
  });
});
