import fc from 'fast-check';
import type { BuildState } from '../ci-words.js';
import { contradicted, merged, type KnownBuild } from './merge-build.js';

const news = (phaseRank: number, state: BuildState, more: Partial<KnownBuild> = {}): KnownBuild => ({
  ...{ shownNumber: 7, phaseRank, state, url: null, branch: null, tag: null, commitId: null, byName: null },
  ...{ parameters: {}, files: [], startedAt: null, finishedAt: null },
  ...more,
});
const PHASES = [
  news(1, 'running'),
  news(2, 'running', { branch: 'main', startedAt: new Date(1) }),
  news(3, 'succeeded', { files: [{ path: 'a' }], commitId: 'c' }),
  news(4, 'succeeded', { files: [{ path: 'a', md5: 'x' }, { path: 'b' }], finishedAt: new Date(9) }),
];

describe('F45 what is told of a build', () => {
  it('comes to the same in whatever order and however often', () => {
    const expected = PHASES.reduce<KnownBuild | undefined>(merged, undefined);
    const shuffled = fc.shuffledSubarray([...PHASES, ...PHASES], { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(shuffled, (told) => {
        expect(told.reduce<KnownBuild | undefined>(merged, undefined)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never turned back', () => {
    const ended = merged(undefined, news(3, 'failed'));
    expect(merged(ended, news(2, 'running')).state).toBe('failed');
    expect(merged(ended, news(4, 'running')).state).toBe('failed');
    expect(merged(ended, news(4, 'aborted')).state).toBe('aborted');
    expect(merged(ended, news(3, 'succeeded')).state).toBe('failed');
  });

  it('is what ended last, of what ended more than once', () => {
    const ended = (state: BuildState, at: number): KnownBuild =>
      news(4, state, { finishedAt: new Date(at), files: [{ path: 'a', url: `x/${at}` }] });
    for (const told of [
      [ended('failed', 1), ended('succeeded', 2)],
      [ended('succeeded', 2), ended('failed', 1)],
    ])
      expect(told.reduce<KnownBuild | undefined>(merged, undefined)).toMatchObject({
        ...{ state: 'succeeded', finishedAt: new Date(2), files: [{ path: 'a', url: 'x/2' }] },
      });
  });

  it('S01 keeps the digest that was told first', () => {
    const known = merged(undefined, news(3, 'succeeded', { files: [{ path: 'a', sha256: 'first' }] }));
    const later = merged(known, news(4, 'succeeded', { files: [{ path: 'a', sha256: 'second' }] }));
    expect(later.files).toEqual([{ path: 'a', sha256: 'first', isContradicted: true }]);
  });

  it('S01 does not forget that two digests were told of a file, in whatever order they came', () => {
    const told = (path: string, sha256?: string): KnownBuild =>
      news(3, 'succeeded', { files: [{ path, ...(sha256 === undefined ? {} : { sha256 }) }] });
    const stories = [told('a', 'one'), told('a', 'two'), told('a'), told('b', 'one'), told('c')];
    const shuffled = fc.shuffledSubarray([...stories, ...stories], { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(shuffled, (all) => {
        const known = all.reduce<KnownBuild | undefined>(merged, undefined);
        expect(known && contradicted(known)).toEqual(['a']);
      }),
    );
    const alike = merged(merged(undefined, told('a')), told('a', 'one'));
    expect(contradicted(merged(alike, told('a', 'one')))).toEqual([]);
    const atOnce = { files: [told('a', 'one'), told('a', 'two')].flatMap(({ files }) => files) };
    expect(contradicted(merged(undefined, news(3, 'succeeded', atOnce)))).toEqual(['a']);
  });
});
