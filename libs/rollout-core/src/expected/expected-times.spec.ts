import fc from 'fast-check';
import { aBlueGreen, aPlan, aPlanBin, aRolling } from '../fleet.fixtures.js';
import { openingsOf, planWaves, type FreezeWindow, type ReleasePlan, type Strategy } from '../index.js';
import { plan as anyPlan } from '../random-releases.fixtures.js';
import { expectedTimes, type ExpectedTimes, type NodePace } from './index.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
/** Every node takes the same, so that every figure can be told beforehand. */
const SAME: NodePace = { stageSeconds: 40, updateSeconds: 100, activateSeconds: 60, callSeconds: 5 };
const FREE = { maxUnavailable: '100%', maxUnavailablePerGroup: null, minReadySeconds: 0 } as const;

interface Around {
  readonly count?: number;
  readonly pops?: readonly string[];
  readonly pace?: readonly NodePace[];
  readonly freezes?: readonly FreezeWindow[];
}

function expectedOf(change: Partial<ReleasePlan>, around: Around = {}): ExpectedTimes {
  const { count = 10, pops = ['a'], pace = [SAME], freezes = [] } = around;
  const plan = aPlan({ ...FREE, nodeDeadlineSeconds: 900, ...change });
  const nodes = Array.from({ length: count }, (_, index) => ({
    ...{ nodeId: `n${index}`, arch: 'amd64' },
    labels: { pop: pops[index % pops.length] ?? '' },
  }));
  const openings = plan.hours || freezes.length > 0 ? openingsOf(plan.hours, freezes) : null;
  return expectedTimes({ plan, waves: planWaves(plan, nodes, NOW), pace, openings, now: NOW });
}

const beginsOf = ({ steps }: ExpectedTimes): (number | undefined)[] =>
  steps.map(({ begins }) => begins?.likely);
const likelyEnd = (expected: ExpectedTimes): number | undefined => expected.end?.likely;

const canary = (...steps: Extract<Strategy, { type: 'canary' }>['steps']): Strategy => ({
  ...{ type: 'canary', steps, stratifyBy: [] },
});

describe('each strategy', () => {
  it.each<[string, Partial<ReleasePlan>, readonly number[], number]>([
    ['all at once', { strategy: aRolling('100%') }, [0], 100],
    ['in batches', { strategy: aRolling(4) }, [0, 100, 200], 300],
    [
      'in batches with waits',
      { strategy: { type: 'rolling', batch: 5, waves: [], pause: { seconds: 30 } } },
      [0, 100, 130],
      230,
    ],
    [
      'in batches with analyses',
      { strategy: { ...aRolling(5), analysis: { seconds: 60, waitSeconds: 600 } } as Strategy },
      [0, 100, 160],
      260,
    ],
    ['a canary', { strategy: canary({ setWeight: 10 }, { pause: { seconds: 300 } }) }, [0, 100, 400], 500],
    ['by labels, one of them with nobody', { strategy: canary({ select: { pop: ['b'] } }) }, [0, 0], 100],
    ['blue-green', { strategy: aBlueGreen({ rollbackWindowSeconds: 600 }) }, [0, 40, 100], 700],
    ['side by side', { strategy: aBlueGreen({ mode: 'side-by-side' }) }, [0, 40], 100],
  ])('%s', (_, change, begins, end) => {
    const expected = expectedOf(change);
    expect([beginsOf(expected), likelyEnd(expected)]).toEqual([begins, end]);
    expect(expected).toMatchObject({ waitsForPeople: 0, closedSeconds: 0, leavesOutClosed: false });
  });

  it.each<[string, Partial<ReleasePlan>, number, number]>([
    ['one after the other', { maxUnavailable: 1 }, 10, 1000],
    ['with room for some', { maxUnavailable: 3 }, 10, 400],
    ['with a share of room', { maxUnavailable: '25%' }, 10, 500],
    ['with room for a share of nothing', { maxUnavailable: '1%' }, 3, 300],
    ['with room for few in each group', { maxUnavailablePerGroup: { label: 'pop', max: 1 } }, 10, 500],
    [
      'with room for a share of each group',
      { maxUnavailablePerGroup: { label: 'pop', max: '40%' } },
      10,
      300,
    ],
    [
      'with less room over all',
      { maxUnavailable: 1, maxUnavailablePerGroup: { label: 'pop', max: 5 } },
      10,
      1000,
    ],
    ['with time to stay healthy', { minReadySeconds: 30 }, 10, 135],
    ['slower than it is waited for', { nodeDeadlineSeconds: 90, minReadySeconds: 30 }, 10, 125],
    ['two bins', { bins: [aPlanBin(), aPlanBin('worker')] }, 10, 160],
    ['two bins and little room', { bins: [aPlanBin(), aPlanBin('worker')], maxUnavailable: 5 }, 10, 280],
    ['two bins of many nodes', { bins: [aPlanBin(), aPlanBin('worker')] }, 1001, 240],
    ['blue-green with little room', { strategy: aBlueGreen(), maxUnavailable: 4 }, 10, 220],
    ['blue-green of many nodes', { strategy: aBlueGreen() }, 1001, 180],
    ['nobody', {}, 0, 0],
  ])('%s', (_, change, count, end) => {
    expect(
      likelyEnd(expectedOf({ strategy: aRolling('100%'), ...change }, { count, pops: ['a', 'b'] })),
    ).toBe(end);
  });

  it('goes by the fullest group of each wave', () => {
    const change = { strategy: aRolling('100%'), maxUnavailablePerGroup: { label: 'pop', max: 2 } } as const;
    expect(likelyEnd(expectedOf(change, { pops: ['a', 'a', 'a', 'b'], count: 8 }))).toBe(300);
  });
});

describe('what nobody knows', () => {
  it('is how long people take, so their waits are counted and not timed', () => {
    const strategy = canary(
      { setWeight: 10 },
      { pause: { seconds: null } },
      { setWeight: 50 },
      { pause: { seconds: null } },
    );
    const expected = expectedOf({ strategy });
    expect(expected).toMatchObject({ waitsForPeople: 2, end: { likely: 300, slow: 300 } });
    expect(expected.steps.map(({ peopleBefore }) => peopleBefore)).toEqual([0, 0, 1, 1, 2]);
    expect(beginsOf(expected)).toEqual([0, 100, 100, 200, 200]);
  });

  it('is when a person lets blue-green switch', () => {
    const expected = expectedOf({ strategy: aBlueGreen({ isAutomatic: false }) });
    expect(expected).toMatchObject({ waitsForPeople: 1, end: { likely: 100 } });
    expect(expected.steps.map(({ peopleBefore }) => peopleBefore)).toEqual([0, 0, 1]);
  });
});

describe('hours and freezes', () => {
  const hours = { timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '12:02' } as const;
  const freeze = (startsAt: string, endsAt: string): FreezeWindow => ({
    ...{ id: 'quiet', name: 'quiet', reason: '', scope: { kind: 'everywhere' } },
    when: { kind: 'once', startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) },
  });

  it('keep the first wave and each that comes too late', () => {
    const expected = expectedOf({ strategy: aRolling(4), hours });
    // The third finds the hours over, until the next day.
    expect(beginsOf(expected)).toEqual([7200, 7300, 7200 + 86_400]);
    expect(expected).toMatchObject({ closedSeconds: 7200 + 86_400 - 200, leavesOutClosed: false });
  });

  it('hold only what touches nodes', () => {
    const strategy = canary({ setWeight: 10 }, { pause: { seconds: 60 } });
    const freezes = [freeze('2026-11-24T10:00:30Z', '2026-11-24T11:00:00Z')];
    expect(beginsOf(expectedOf({ strategy }, { freezes }))).toEqual([0, 100, 3600]);
    expect(beginsOf(expectedOf({ strategy: aBlueGreen() }, { freezes }))).toEqual([0, 3600]);
  });

  it('may close and open by turns', () => {
    const freezes = [freeze('2026-11-24T09:00:00Z', '2026-11-24T12:01:00Z')];
    expect(beginsOf(expectedOf({ strategy: aRolling('100%'), hours }, { freezes }))).toEqual([7260]);
    const meanwhile = [freeze('2026-11-24T11:59:00Z', '2026-11-24T12:01:00Z')];
    expect(beginsOf(expectedOf({ strategy: aRolling('100%'), hours }, { freezes: meanwhile }))).toEqual([
      7260,
    ]);
    const all = [freeze('2026-11-24T09:00:00Z', '2026-11-24T12:02:00Z')];
    expect(beginsOf(expectedOf({ strategy: aRolling('100%'), hours }, { freezes: all }))).toEqual([
      7200 + 86_400,
    ]);
  });

  const endless = (from: string): FreezeWindow => ({
    ...freeze(from, from),
    when: {
      ...{ kind: 'weekly', timeZone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' },
      ...{ validFrom: Date.parse(from), validUntil: null },
    },
  });

  it('that never end leave nothing to expect', () => {
    const expected = expectedOf({ strategy: aRolling(5) }, { freezes: [endless('2026-11-24T09:00:00Z')] });
    expect(expected.end).toBeNull();
    expect(expected.steps).toEqual([0, 1].map(() => ({ begins: null, ends: null, peopleBefore: 0 })));
  });

  it.each([
    ['in any case', '2026-11-24T10:01:00Z'],
    ['on a slow day', '2026-11-24T10:03:10Z'],
  ])('that begin under way %s, and never end, leave nothing to expect from there on', (_, from) => {
    const pace = [0, 25, 50, 75, 100].map((more) => ({ ...SAME, updateSeconds: 100 + more }));
    const expected = expectedOf({ strategy: aRolling(5) }, { pace, freezes: [endless(from)] });
    expect(expected).toMatchObject({ end: null, closedSeconds: 0 });
    expect(expected.steps.map(({ begins, ends }) => [begins !== null, ends !== null])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('are in no figure after a wait for a person, and it says so', () => {
    const strategy = canary({ setWeight: 10 }, { pause: { seconds: null } });
    const expected = expectedOf({ strategy, hours });
    expect(expected).toMatchObject({ end: { likely: 7400 }, closedSeconds: 7200, leavesOutClosed: true });
    expect(expectedOf({ strategy }).leavesOutClosed).toBe(false);
  });
});

describe('nodes that differ', () => {
  const paced = (updateSeconds: number): NodePace => ({ ...SAME, updateSeconds });
  const pace = Array.from({ length: 101 }, (_, index) => paced(100 + index));

  it('are all waited for: the more there are, the slower is the last of them', () => {
    const ends = [1, 9, 99].map((count) => expectedOf({ strategy: aRolling('100%') }, { count, pace }).end);
    expect(ends.map((end) => end?.likely)).toEqual([150, 190, 199]);
    expect(ends.map((end) => Math.round(end?.slow ?? 0))).toEqual([190, 199, 200]);
  });

  it('take in turn what they take in the mean, and on a slow day what the slowest tenth takes', () => {
    const end = expectedOf({ strategy: aRolling('100%'), maxUnavailable: 1 }, { count: 9, pace }).end;
    expect(end?.likely).toBe(8 * 150 + 190);
    expect(Math.round(end?.slow ?? 0)).toBe(8 * 190 + 199);
  });

  it('make the judge wait longer on a slow day', () => {
    const analysis = { seconds: 60, waitSeconds: 600 };
    const strategy = { ...aRolling(5), analysis } as Strategy;
    expect(expectedOf({ strategy }).end).toEqual({ likely: 260, slow: 860 });
  });
});

describe('whatever the plan', () => {
  const seconds = fc.integer({ min: 0, max: 600 });
  const paces = fc.array(
    fc.record({
      stageSeconds: seconds,
      updateSeconds: seconds,
      activateSeconds: seconds,
      callSeconds: seconds,
    }),
    { minLength: 1, maxLength: 8 },
  );
  const worlds = fc.record({ plan: anyPlan, pace: paces, count: fc.integer({ min: 0, max: 40 }) });
  const pops = ['a', 'b', 'c'];
  const endsOf = (plan: ReleasePlan, around: Around): readonly number[] => {
    const { end } = expectedOf(plan, { ...around, pops });
    return end ? [end.likely, end.slow] : [];
  };
  const isNotLater = (sooner: readonly number[], later: readonly number[]): void =>
    sooner.forEach((end, index) => expect(end).toBeLessThanOrEqual((later[index] ?? NaN) + 1e-6));

  it('more room never makes it later', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        ({ plan, ...around }, room, more) => {
          const { maxUnavailablePerGroup: cap } = plan;
          const withRoom = (max: number): ReleasePlan => ({ ...plan, maxUnavailable: max });
          isNotLater(endsOf(withRoom(room + more), around), endsOf(withRoom(room), around));
          const inGroups = (max: number): ReleasePlan => ({
            ...plan,
            maxUnavailablePerGroup: { label: 'pop', max },
          });
          isNotLater(endsOf(inGroups(room + more), around), endsOf(inGroups(room), around));
          if (cap)
            isNotLater(endsOf({ ...plan, maxUnavailablePerGroup: null }, around), endsOf(plan, around));
        },
      ),
    );
  });

  it('longer pauses never make it earlier, and each step begins when the one before it ends', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 900 }),
        ({ plan, ...around }, pause, more) => {
          const paused = (length: number): ReleasePlan => ({
            ...plan,
            strategy: { type: 'rolling', batch: 5, waves: [], pause: { seconds: length } },
          });
          isNotLater(endsOf(paused(pause), around), endsOf(paused(pause + more), around));
          const { steps, end } = expectedOf(plan, { ...around, pops });
          const ends = steps.map((step) => step.ends);
          expect(steps.map(({ begins }) => begins)).toEqual(
            [{ likely: 0, slow: 0 }, ...ends].slice(0, steps.length),
          );
          expect(end).toEqual(ends.at(-1) ?? { likely: 0, slow: 0 });
          expect(end?.slow).toBeGreaterThanOrEqual((end?.likely ?? NaN) - 1e-6);
        },
      ),
    );
  });
});
