import { findSites } from './find-sites.js';
import { mutated, plant } from './mutant.js';
import { ACCEPTED } from './accepted.js';
import { allMutants } from './run-mutants.js';
import { inTurn } from './spec-turns.js';

describe('mechanical mutants', () => {
  const texts = (source: string): readonly string[] =>
    findSites('some.ts', source).map((mutant) => mutated(mutant, source));

  it('turn comparisons round', () => {
    expect(texts('a < b')).toEqual(['a <= b', 'a >= b']);
    expect(texts('a === b')).toEqual(['a !== b']);
  });

  it('take conditions and negations away', () => {
    expect(texts('if (a) b();')).toEqual(['if (true) b();', 'if (false) b();']);
    expect(texts('!a')).toEqual(['a']);
    expect(texts('a && b')).toEqual(['a || b']);
  });

  it('leave types, texts and comments alone', () => {
    expect(texts("type A = 'a' | 'b'; // a < b\nconst text = 'a < b';")).toEqual([]);
  });

  it('tell the same change in two equal lines apart', () => {
    const [first, , second] = findSites('some.ts', 'a < b\na < b');
    expect(first?.id).not.toBe(second?.id);
  });
});

describe('a planted bug', () => {
  const bug = { id: 'P', file: 'f.ts', about: 'a', search: 'x', replacement: 'y' };

  it('is refused when its text is gone, or there more than once', () => {
    expect(mutated(plant(bug, 'a x b'), 'a x b')).toBe('a y b');
    expect(() => plant(bug, 'a b')).toThrow('does not have this text any more');
    expect(() => plant(bug, 'x x')).toThrow('more than once');
  });
});

describe('the tests that are asked about a change', () => {
  const specs = ['advance', 'observe', 'observe-waiting', 'engine', 'calendar/calendar', 'calendar/zone'].map(
    (name) => `/somewhere/libs/rollout-core/src/${name}.spec.ts`,
  );
  const turns = (file: string): readonly string[] =>
    Object.values(inTurn(specs, file)).map((some: readonly string[]) =>
      some.map((spec) => spec.slice(spec.lastIndexOf('/src/') + 5, -8)).join(' '),
    );

  it('are first those of its file, then the other quick ones, and the slow ones at last', () => {
    expect(turns('observe.ts')).toEqual([
      'observe observe-waiting',
      'advance calendar/zone',
      'engine calendar/calendar',
    ]);
  });

  it('are first those of its folder, however slow', () => {
    expect(turns('calendar/freeze.ts')).toEqual([
      'calendar/calendar calendar/zone',
      'advance observe observe-waiting',
      'engine',
    ]);
  });
});

describe('the list', () => {
  it('fits the engine as it is: every planted bug can be planted, and every accepted mutant is one', () => {
    const { planted, mechanical } = allMutants();
    expect(planted.length).toBeGreaterThanOrEqual(40);
    const ids = [...planted, ...mechanical].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of Object.keys(ACCEPTED)) expect(ids).toContain(id);
  });
});
