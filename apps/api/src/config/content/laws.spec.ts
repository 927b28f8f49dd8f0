import fc from 'fast-check';
import { changedKeys } from './changed-keys.js';
import { effective } from './effective.js';
import { FORMATS, type KeyedFormat } from './format.js';
import { handmade } from './handmade.fixtures.js';
import { KEYED, VALUES, rendered } from './laws.fixtures.js';
import { applyDiff, lineDiff } from './line-diff.js';
import { mergeThree } from './merge-three.js';
import { parse, type Parsed } from './parse.js';
import { withSecrets } from './secrets.js';
import { withKeys } from './with-keys.js';

const RUNS = { numRuns: 120 };

function read(format: KeyedFormat, text: string): Parsed {
  const parsed = parse(format, text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.faults)} in ${JSON.stringify(text)}`);
  return parsed;
}

/** Its keys and their values; null for what makes no file. */
const keysOf = (format: KeyedFormat, text: string): Record<string, unknown> =>
  Object.fromEntries(read(format, text).keys.map(({ path, value }) => [path, value]));

function must<T extends { readonly ok: boolean }>(done: T): Extract<T, { readonly ok: true }> {
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done as Extract<T, { readonly ok: true }>;
}

describe.each(KEYED)('%s', (format) => {
  const text = fc.oneof(
    fc.tuple(VALUES[format], fc.nat(5)).map(([value, style]) => rendered(format, value, style)),
    handmade(format),
  );
  const check = (...args: readonly fc.Arbitrary<string>[]) => ({
    that: (law: (...texts: readonly string[]) => void): void =>
      fc.assert(
        fc.property(fc.tuple(...args), (texts) => law(...texts)),
        RUNS,
      ),
  });

  it('says what was written', () => {
    fc.assert(
      fc.property(VALUES[format], fc.nat(5), (value, style) => {
        const { root } = read(format, rendered(format, value, style));
        expect(root).toEqual(value);
      }),
      RUNS,
    );
  });

  it('stays to the byte without an override', () => {
    check(text).that((base = '') => {
      expect(must(effective(format, base, null)).text).toBe(base);
      expect(must(effective(format, base, base)).text).toBe(base);
    });
  });

  it('has the keys of the base and, on top, of the override, and laying it over again changes nothing', () => {
    check(text, text).that((base = '', over = '') => {
      const made = must(effective(format, base, over));
      const [below, above] = [keysOf(format, base), keysOf(format, over)];
      const result = keysOf(format, made.text);
      for (const path of Object.keys(above)) {
        const isInBase = JSON.stringify(above[path]) === '{}' && !Object.hasOwn(result, path);
        if (!isInBase) expect([path, result[path]]).toEqual([path, above[path]]);
      }
      for (const path of Object.keys(result))
        expect(Object.hasOwn(above, path) || Object.hasOwn(below, path)).toBe(true);
      for (const path of Object.keys(below)) {
        const isReplaced = Object.keys(above).some((each) => each.startsWith(path) || path.startsWith(each));
        if (!isReplaced) expect(result[path]).toEqual(below[path]);
      }
      for (const { path, layer } of made.keys)
        expect(layer).toBe(Object.hasOwn(above, path) ? 'override' : 'base');
      expect(must(effective(format, made.text, over)).text).toBe(made.text);
    });
  });

  it('keeps every comment of the base and its order, where the format has comments that can stay', () => {
    if (format === 'json' || format === 'toml') return;
    check(text, text).that((plain = '', over = '') => {
      // Before what stands at the margin; everything else may be inside of a text.
      const lines = plain
        .split('\n')
        .map((line, index, all) =>
          /^[\w"'[]/.test(line) && !/\\\r?$/.test(all[index - 1] ?? '') ? `# c${index}.\n${line}` : line,
        );
      const base = plain.startsWith('{') ? plain : lines.join('\n');
      const comments = (written: string): readonly string[] => written.match(/# c\d+\./g) ?? [];
      expect(keysOf(format, base)).toEqual(keysOf(format, plain));
      expect(comments(must(effective(format, base, over)).text)).toEqual(comments(base));
    });
  });

  it('loses the keys that are taken away, and no others', () => {
    check(text).that((base = '') => {
      const paths = Object.keys(keysOf(format, base));
      const removed = paths.filter((_, index) => index % 2 === 0);
      const made = must(effective(format, base, null, removed));
      expect(Object.keys(keysOf(format, made.text)).sort()).toEqual(
        paths.filter((path) => !removed.includes(path)).sort(),
      );
    });
  });

  it('has the keys of the second override on top of those of the first', () => {
    check(text, text, text).that((base = '', first = '', second = '') => {
      const made = must(effective(format, must(effective(format, base, first)).text, second));
      const result = keysOf(format, made.text);
      for (const [path, value] of Object.entries(keysOf(format, second)))
        if (JSON.stringify(value) !== '{}') expect(result[path]).toEqual(value);
    });
  });

  it('changes by the keys that differ, and by promoting them becomes the other', () => {
    check(text, text).that((before = '', after = '') => {
      const { changes } = must(changedKeys(format, before, after));
      const made = must(
        withKeys(
          format,
          before,
          after,
          changes.map(({ path }) => path),
        ),
      );
      expect(must(changedKeys(format, made.text, after)).changes).toEqual([]);
      expect(must(withKeys(format, before, after, [])).text).toBe(before);
    });
  });

  it('merges so that nobody loses a key, in either order', () => {
    check(text, text, text).that((parent = '', mine = '', theirs = '') => {
      const one = must(mergeThree(format, parent, mine, theirs));
      const other = must(mergeThree(format, parent, theirs, mine));
      expect(one.conflicts.map((each) => 'path' in each && each.path).sort()).toEqual(
        other.conflicts.map((each) => 'path' in each && each.path).sort(),
      );
      const [before, own, their] = [parent, mine, theirs].map((each) => keysOf(format, each));
      const result = keysOf(format, one.text);
      if (!before || !own || !their) return;
      if (one.conflicts.length === 0) expect(keysOf(format, other.text)).toEqual(result);
      const isIn = (path: string): boolean =>
        one.conflicts.some(
          (each) =>
            'path' in each && (path === each.path || path.startsWith(`${each.path}.`) || each.path === ''),
        );
      const isFilled = (path: string): boolean =>
        Object.keys(result).some((each) => each.startsWith(`${path}.`));
      for (const [path, value] of Object.entries({ ...own, ...their })) {
        if (isIn(path) || Object.hasOwn(before, path) || (JSON.stringify(value) === '{}' && isFilled(path)))
          continue;
        expect([path, result[path]]).toEqual([path, value]);
      }
      for (const [path, value] of Object.entries(before))
        if (
          JSON.stringify(own[path]) === JSON.stringify(value) &&
          JSON.stringify(their[path]) === JSON.stringify(value)
        )
          expect(result[path]).toEqual(value);
    });
  });

  it('merges to theirs where mine is the parent, and to mine where theirs is', () => {
    check(text, text).that((parent = '', other = '') => {
      expect(mergeThree(format, parent, parent, other)).toEqual({ ok: true, text: other, conflicts: [] });
      expect(mergeThree(format, parent, other, parent)).toEqual({ ok: true, text: other, conflicts: [] });
      expect(mergeThree(format, parent, other, other)).toEqual({ ok: true, text: other, conflicts: [] });
    });
  });

  it('holds any secret', () => {
    const secret = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', "'", '\n', ': ', ' #', '\\', '12', '- '),
    );
    fc.assert(
      fc.property(text, secret, (base, value) => {
        const filled = withSecrets(format, base, new Map([['A', value]]));
        if (!filled.ok) return expect([format, filled.reason]).toEqual(['ini', 'faulty']);
        const written = JSON.stringify(value).slice(1, -1);
        const expected = JSON.stringify(read(format, base).root).replaceAll('${secret:A}', () => written);
        expect(read(format, filled.text).root).toEqual(JSON.parse(expected));
      }),
      RUNS,
    );
  });
});

describe('any text', () => {
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ...'{}[]":,.=#;!&*|>-?%@`~\'\\\n\r\t ab1$<',
          '\r\n',
          '"""',
          "'''",
          '<<',
          ': ',
          '- ',
          '---',
          '\uFEFF',
          '\0',
          '\ud800',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );

  it.each(FORMATS)('is read as %s, laid over, merged and filled without an accident', (format) => {
    fc.assert(
      fc.property(junk, junk, (one, two) => {
        const parsed = parse(format, one);
        if (!parsed.ok)
          expect(
            parsed.faults.every(({ line, column, message }) => line > 0 && column > 0 && message !== ''),
          ).toBe(true);
        effective(format, one, two, ['a']);
        mergeThree(format, one, two, `${one}\na`);
        withSecrets(format, one, new Map());
      }),
      { numRuns: 1_500 },
    );
  });

  it('becomes any other by what differs', () => {
    fc.assert(
      fc.property(junk, junk, fc.nat(4), (before, after, context) => {
        expect(applyDiff(before, lineDiff(before, after, context))).toBe(after);
      }),
    );
  });
});
