import fc from 'fast-check';
import { changedLines, nextRun } from './changed-lines';
import { comparisonOf, comparisonText, promotionOf } from './comparison';
import { draftOf, firstOverride, saysTheSame } from './draft';
import { keepDraft, keptDraft } from './draft-storage';
import { formatOfName } from './looks';
import { matchParts } from './match-parts';
import { ownLines } from './own-lines';
import { publicationNumber } from './publications';
import { schemaOf } from './schema-text';

const LINES = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

describe('changed lines', () => {
  it('are those that were typed', () => {
    expect(changedLines('a\nb\nc', 'a\nB\nc')).toEqual([2]);
    expect(changedLines('a\nc', 'a\nb\nc')).toEqual([2]);
    expect(changedLines('a\nb\nc', 'a\nc')).toEqual([]);
    expect(changedLines('a', 'a')).toEqual([]);
  });

  it('a line that is there twice now, and was there once, is new once', () => {
    expect(changedLines('x\na\ny', 'z\na\na\ny')).toHaveLength(2);
  });

  it('name only lines of the later text, rising, and one at least for each that was added', () => {
    fc.assert(
      fc.property(LINES, LINES, (before, after) => {
        const lines = changedLines(before.join('\n'), after.join('\n'));
        const count = after.join('\n').split('\n').length;
        expect(lines.every((line, at) => line >= 1 && line <= count && line > (lines[at - 1] ?? 0))).toBe(
          true,
        );
        expect(lines.length).toBeGreaterThanOrEqual(count - before.join('\n').split('\n').length);
      }),
    );
  });

  it('are walked run by run, and from the top again', () => {
    expect([0, 2, 4, 9].map((line) => nextRun([2, 3, 8], line))).toEqual([2, 8, 8, 2]);
    expect(nextRun([], 1)).toBeNull();
  });
});

describe('a comparison', () => {
  it('is in the address what it is on the page', () => {
    const both = { from: 'published:production@7', to: 'draft:production' };
    expect(comparisonOf(comparisonText(both))).toEqual(both);
  });

  it.each([
    '',
    'draft:a',
    'draft:a..',
    'draft:a..elsewhere:b',
    'draft:a..draft:b..draft:c',
    'draft:A..draft:b',
  ])('is none: %s', (value) => expect(comparisonOf(value)).toBeNull());

  it('of two environments lets keys be taken over, of anything else it does not', () => {
    expect(promotionOf({ from: 'draft:staging', to: 'draft:production' })).toEqual({
      from: 'staging',
      to: 'production',
    });
    expect(promotionOf({ from: 'draft:staging', to: 'draft:staging' })).toBeNull();
    expect(promotionOf({ from: 'published:staging', to: 'draft:production' })).toBeNull();
    expect(promotionOf({ from: 'layer:base', to: 'draft:production' })).toBeNull();
  });
});

describe('a draft', () => {
  const draft = { text: 'a: 1\n', removedKeys: ['b', 'c'], parentVersion: 3 };

  it('says the same whatever the order of what it takes away', () => {
    expect(saysTheSame(draft, { ...draft, removedKeys: ['c', 'b'] })).toBe(true);
    expect(saysTheSame(draft, { ...draft, removedKeys: ['b'] })).toBe(false);
    expect(saysTheSame(draft, { ...draft, text: null })).toBe(false);
  });

  it('begins with the version that was newest', () => {
    const layer = {
      ...{ layer: 'base', version: 4, baseVersion: 4, text: 'x', isHidden: false, removedKeys: [] },
      ...{ isDeleted: false, authorName: 'Ana', createdAt: '2026-11-23T10:00:00.000Z' },
    };
    expect(draftOf(layer)).toEqual({ text: 'x', removedKeys: [], parentVersion: 4 });
  });

  it('of an environment begins with no key, or with the whole file where there are no keys', () => {
    expect(firstOverride('json', '{"a":1}')).toBe('{}\n');
    expect(firstOverride('toml', 'a = 1')).toBe('');
    expect(firstOverride('nginx', 'worker_processes 1;')).toBe('worker_processes 1;');
  });

  it('is kept by file and layer, and given back as it was', () => {
    const kept = { ...draft, keptAt: '2026-11-23T10:00:00.000Z' };
    keepDraft('f1', 'base', kept);
    expect(keptDraft('f1', 'base')).toEqual(kept);
    expect(keptDraft('f1', 'production')).toBeNull();
    keepDraft('f1', 'base', null);
    expect(keptDraft('f1', 'base')).toBeNull();
  });

  it('that something else wrote is none', () => {
    localStorage.setItem('rc.config-draft.f1.base', '{"text":5}');
    expect(keptDraft('f1', 'base')).toBeNull();
    localStorage.setItem('rc.config-draft.f1.base', 'not json');
    expect(keptDraft('f1', 'base')).toBeNull();
  });
});

it('a name tells its format, or nothing', () => {
  expect(['a.yml', 'b.json', 'nginx.conf', 'x.toml', 'plain'].map(formatOfName)).toEqual([
    'yaml',
    'json',
    'nginx',
    'toml',
    null,
  ]);
});

it('a published version is called by its number', () => {
  expect(publicationNumber('12')).toBe(12);
});

describe('what was searched', () => {
  it('is marked wherever it stands, whatever its case', () => {
    expect(matchParts('Level: info, level', 'LEVEL')).toEqual([
      { part: 'Level', isMatch: true },
      { part: ': info, ', isMatch: false },
      { part: 'level', isMatch: true },
    ]);
    expect(matchParts('x', '')).toEqual([{ part: 'x', isMatch: false }]);
  });

  it('leaves the text as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 3 }), (text, words) => {
        expect(
          matchParts(text, words)
            .map(({ part }) => part)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

it('lines of an environment are those with keys of its own, each once', () => {
  const key = (line: number, layer: 'base' | 'override') => ({ path: `k${line}`, value: '1', layer, line });
  expect(ownLines([key(3, 'override'), key(1, 'base'), key(2, 'override'), key(3, 'override')])).toEqual([
    2, 3,
  ]);
});

it('a schema is an object, or none', () => {
  expect(schemaOf(' ')).toEqual({ isSound: true, value: null });
  expect(schemaOf('{"type":"object"}')).toEqual({ isSound: true, value: { type: 'object' } });
  for (const text of ['[]', '5', 'null', '{']) expect(schemaOf(text)).toEqual({ isSound: false });
});
