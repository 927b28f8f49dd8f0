import fc from 'fast-check';
import { mergedKeys, mergedTexts } from './merged-layers.js';

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
});
