import type { Format } from './format.js';
import { mergeThree, type Merged } from './merge-three.js';
import { withKeys } from './with-keys.js';

function merged(format: Format, parent: string, mine: string, theirs: string): Merged {
  const done = mergeThree(format, parent, mine, theirs);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done;
}

describe('merging keys', () => {
  it('takes over what only one of them changed, added or removed', () => {
    const parent = 'a: 1\nb: 1\nc: 1\nd:\n  e: 1\n  f: 1\n';
    const mine = '# mine\na: 2\nb: 1\nd:\n  e: 1\n  f: 1\nm: 1\n';
    const theirs = 'a: 1\nb: 2\nc: 1\nd:\n  f: 1\n  t: 1\n';
    expect(merged('yaml', parent, mine, theirs)).toEqual({
      ok: true,
      text: '# mine\na: 2\nb: 2\nd:\n  f: 1\n  t: 1\nm: 1\n',
      conflicts: [],
    });
  });

  it('has no conflict where both did the same, however they wrote it', () => {
    expect(merged('json', '{"a": 1, "b": 1}', '{"a": [1,2]}', '{ "a" : [ 1, 2 ] }')).toMatchObject({
      conflicts: [],
    });
  });

  it.each<readonly [string, string, string, string, readonly object[]]>([
    ['both changed', '{"a":1}', '{"a":2}', '{"a":3}', [{ path: 'a', parent: 1, mine: 2, theirs: 3 }]],
    ['both added', '{}', '{"a":null}', '{"a":3}', [{ path: 'a', mine: null, theirs: 3 }]],
    ['one removed', '{"a":1}', '{}', '{"a":3}', [{ path: 'a', parent: 1, theirs: 3 }]],
    ['the other removed', '{"a":1}', '{"a":2}', '{}', [{ path: 'a', parent: 1, mine: 2 }]],
    [
      'one made an object of it',
      '{"a":1}',
      '{"a":{"b":1}}',
      '{"a":2}',
      [{ path: 'a', parent: 1, mine: { b: 1 }, theirs: 2 }],
    ],
    [
      'one made a value of an object',
      '{"a":{"b":1}}',
      '{"a":2}',
      '{"a":{"b":1,"c":1}}',
      [{ path: 'a', parent: { b: 1 }, mine: 2, theirs: { b: 1, c: 1 } }],
    ],
    [
      'both put something in its place',
      '{}',
      '{"a":{"b":1}}',
      '{"a":2}',
      [{ path: 'a', mine: { b: 1 }, theirs: 2 }],
    ],
    [
      'digits that JSON has no room for differ',
      '{"a":1}',
      '{"a":12345678901234567890}',
      '{"a":12345678901234567891}',
      [{ path: 'a', parent: 1 }],
    ],
  ])('conflicts when %s, and keeps mine', (_, parent, mine, theirs, conflicts) => {
    const done = merged('json', parent, mine, theirs);
    expect(done.conflicts).toEqual(
      conflicts.map((conflict) => expect.objectContaining({ kind: 'key', ...conflict }) as object),
    );
    expect(done.text).toBe(mine);
    expect(merged('json', parent, theirs, mine).conflicts).toHaveLength(conflicts.length);
  });

  it('merges around a conflict, which is then decided by taking theirs', () => {
    const [parent, mine, theirs] = ['a=1\nb=1\nc=1\n', 'a=2\nb=1\nc=1\nm=1\n', 'a=3\nb=2\n'];
    const done = merged('properties', parent, mine, theirs);
    expect(done).toMatchObject({
      text: 'a=2\nb=2\nm=1\n',
      conflicts: [{ path: 'a', parent: '1', mine: '2', theirs: '3' }],
    });
    expect(withKeys('properties', done.text, theirs, ['a'])).toEqual({ ok: true, text: 'a=3\nb=2\nm=1\n' });
  });

  it('keeps keys that are put into an object that the other one emptied', () => {
    expect(merged('json', '{"a":{"b":1}}', '{"a":{}}', '{"a":{"b":1,"c":2}}').text).toBe('{"a":{"c":2}}');
    expect(merged('json', '{"a":{"b":1}}', '{"x":1}', '{"a":{"b":1,"c":2}}').text).toBe(
      '{"x":1,"a":{"c":2}}',
    );
  });

  it('says whose text is faulty', () => {
    expect(mergeThree('json', '{}', '{}', '{')).toMatchObject({ ok: false, of: 'theirs' });
    expect(mergeThree('json', '{}', '[', '{')).toMatchObject({ ok: false, of: 'mine' });
    expect(mergeThree('text', '\0', 'a', 'b')).toMatchObject({ ok: false, of: 'parent' });
  });
});

describe('merging lines', () => {
  const PARENT = 'a;\nb;\nc;\nd;\ne;\n';

  it.each<readonly [string, string, string, string]>([
    ['changes apart', 'A;\nb;\nc;\nd;\ne;\n', 'a;\nb;\nc;\nD;\nD;\ne;\n', 'A;\nb;\nc;\nD;\nD;\ne;\n'],
    ['what one took away', 'b;\nc;\nd;\ne;\n', 'a;\nb;\nc;\nd;\ne;\nf;\n', 'b;\nc;\nd;\ne;\nf;\n'],
    ['the same change', 'a;\nX;\nc;\nd;\ne;\n', 'a;\nX;\nc;\nd;\nE;\n', 'a;\nX;\nc;\nd;\nE;\n'],
  ])('takes over %s', (_, mine, theirs, text) => {
    expect(merged('nginx', PARENT, mine, theirs)).toEqual({ ok: true, text, conflicts: [] });
    expect(merged('nginx', PARENT, theirs, mine)).toEqual({ ok: true, text, conflicts: [] });
  });

  it('conflicts where changes touch or overlap, and keeps mine there', () => {
    const theirs = 'a;\nX;\nY;\nd;\nE;\n';
    expect(merged('nginx', PARENT, 'A;\na;\nb;\nC;\nc;\nd;\ne;\n', theirs)).toEqual({
      ok: true,
      text: 'A;\na;\nb;\nC;\nc;\nd;\nE;\n',
      conflicts: [
        { kind: 'lines', line: 3, lines: 3, parent: 'b;\nc;\n', mine: 'b;\nC;\nc;\n', theirs: 'X;\nY;\n' },
      ],
    });
    expect(merged('text', 'a\n', 'a\nm\n', 'a\nt\n').conflicts).toEqual([
      { kind: 'lines', line: 2, lines: 1, parent: '', mine: 'm\n', theirs: 't\n' },
    ]);
    expect(merged('text', 'a\nb\n', 'b\n', 'A\nb\n').conflicts).toEqual([
      { kind: 'lines', line: 1, lines: 0, parent: 'a\n', mine: '', theirs: 'A\n' },
    ]);
  });
});
