import fc from 'fast-check';
import {
  mergeObserved,
  NOTHING_OBSERVED,
  type Observed,
  type Progress,
  type Running,
} from './observed-merge.js';
import { PHASES, phaseRank } from './phase.js';

const progress = fc
  .record({
    generation: fc.integer({ min: 1, max: 3 }),
    attempt: fc.integer({ min: 1, max: 3 }),
    phase: fc.constantFrom(...PHASES),
    seq: fc.nat({ max: 5 }),
    code: fc.constantFrom('A', 'B'),
  })
  .map(({ code, ...rest }): Progress => ({
    ...rest,
    rank: phaseRank(rest.phase),
    error: { code, message: '' },
    at: 0,
  }));

const running = fc
  .record({
    generation: fc.nat({ max: 3 }),
    order: fc.nat({ max: 400 }),
    sha256: fc.constantFrom('a', 'b', null),
    healthy: fc.constantFrom(true, false, null),
  })
  .map((rest): Running => ({ ...rest, source: null, kept: [], reportedAt: 0, since: 0 }));

const fold = (reports: readonly Partial<Observed>[]): Observed =>
  reports.reduce<Observed>(mergeObserved, NOTHING_OBSERVED);

describe('F22 F23 I16 reports commute', () => {
  it('in every order and however often each is heard, progress ends the same', () => {
    const reports = fc.array(
      progress.map((said) => ({ progress: said })),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(
        reports,
        fc.infiniteStream(fc.double({ noNaN: true })),
        fc.array(fc.nat(), { maxLength: 20 }),
        (said, keys, repeats) => {
          const repeated = [
            ...said,
            ...repeats.flatMap((index) => said[index % Math.max(1, said.length)] ?? []),
          ];
          const shuffled = repeated
            .map((report) => ({ report, key: keys.next().value as number }))
            .sort((left, right) => left.key - right.key);
          expect(fold(shuffled.map(({ report }) => report))).toEqual(fold(said));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('a hundred of one node end in ten thousand orders as in their own: done, whatever comes late', () => {
    const hundred = Array.from({ length: 100 }, (_, seq): Partial<Observed> => {
      const phase = seq === 99 ? 'active' : (PHASES[seq % 10] ?? 'queued');
      const [generation, attempt] = [seq < 40 ? 1 : 2, 1 + Math.floor(seq / 20)];
      return { progress: { generation, attempt, seq, phase, rank: phaseRank(phase), error: null, at: 0 } };
    });
    const ends = new Set<Progress | null>();
    let state = 1;
    for (let run = 0; run < 10_000; run += 1) {
      for (let left = hundred.length; left > 1; left -= 1) {
        state = (state * 48_271) % 2_147_483_647;
        const [last, chosen] = [hundred[left - 1], hundred[state % left]];
        if (last && chosen) [hundred[left - 1], hundred[state % left]] = [chosen, last];
      }
      ends.add(fold(hundred).progress);
    }
    expect([...ends]).toEqual([
      expect.objectContaining({ generation: 2, attempt: 5, seq: 99, phase: 'active' }),
    ]);
  });

  it('what runs is that of the last generation and phase, in every order', () => {
    const distinct = fc.uniqueArray(running, {
      maxLength: 30,
      selector: ({ generation, order }) => `${generation} ${order}`,
    });
    fc.assert(
      fc.property(
        distinct.chain((said) =>
          fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })),
        ),
        ([said, shuffled]) => {
          const [one, other] = [said, shuffled].map(
            (list) => fold(list.map((report) => ({ running: report }))).running,
          );
          expect(one && { ...one, since: 0 }).toEqual(other && { ...other, since: 0 });
        },
      ),
    );
  });

  it('I17 never goes back within an attempt', () => {
    fc.assert(
      fc.property(fc.array(progress, { minLength: 2, maxLength: 40 }), (said) => {
        let state = NOTHING_OBSERVED;
        for (const next of said) {
          const before = state.progress;
          state = mergeObserved(state, { progress: next });
          const after = state.progress;
          const isSameTry =
            before && after && before.generation === after.generation && before.attempt === after.attempt;
          if (isSameTry) expect(after.rank).toBeGreaterThanOrEqual(before.rank);
        }
      }),
    );
  });
});

describe('since when it runs', () => {
  const at = (reportedAt: number, change: Partial<Running> = {}): Partial<Observed> => ({
    running: {
      sha256: 'a',
      source: null,
      healthy: true,
      generation: 1,
      order: 0,
      kept: [],
      reportedAt,
      since: reportedAt,
      ...change,
    },
  });

  it('goes on while digest, generation and health stay', () => {
    expect(fold([at(1), at(2, { order: 5 }), at(3, { order: 5, kept: ['x'] })]).running).toMatchObject({
      since: 1,
      reportedAt: 3,
    });
  });

  it.each([
    ['health', { healthy: false }],
    ['digest', { sha256: 'b' }],
    ['generation', { generation: 2 }],
  ])('begins anew with another %s', (_, change) => {
    expect(fold([at(1), at(2, change)]).running?.since).toBe(2);
  });

  it('says that nothing changed by giving back the very same object', () => {
    const before = fold([at(1)]);
    expect(mergeObserved(before, at(9))).toBe(before);
  });
});
