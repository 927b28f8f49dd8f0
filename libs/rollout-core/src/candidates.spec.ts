import { aBlueGreen, aPlan, aRolling, aTarget, Fleet } from './fleet.fixtures.js';
import {
  candidatesAmong,
  wantedCandidates,
  type CandidateQuery,
  type Counts,
  type ReleasePlan,
  type Rollout,
  type Target,
} from './index.js';
import { STAGE, underWay } from './under-way.fixtures.js';

const QUERY: CandidateQuery = {
  statuses: ['pending', 'retrying'],
  isDownFirst: true,
  maxWave: 1,
  perGroup: null,
  limit: 10,
  free: null,
};

const pending = (nodeId: string, rank: number, change: Partial<Target> = {}): Target =>
  aTarget({ nodeId, rank, status: 'pending', isDown: false, ...change });

function idsOf(query: Partial<CandidateQuery>, targets: readonly Target[]): readonly string[] {
  return candidatesAmong({ ...QUERY, ...query }, targets).map(({ nodeId }) => nodeId);
}

describe('candidatesAmong', () => {
  const few = [
    pending('late', 3, { wave: 2 }),
    pending('second', 1),
    pending('done', 2, { status: 'succeeded' }),
    pending('first', 0),
    pending('down', 5, { status: 'retrying', isDown: true }),
  ];

  it('takes those of the statuses and open waves in order of rank, those that are down first where that matters', () => {
    expect(idsOf({}, few)).toEqual(['down', 'first', 'second']);
    expect(idsOf({ isDownFirst: false }, few)).toEqual(['first', 'second', 'down']);
    expect(idsOf({ limit: 2 }, few)).toEqual(['down', 'first']);
  });

  it('takes besides so many of those that take nothing down', () => {
    const fleet = [
      pending('ready', 0, { status: 'staged', group: 'b' }),
      pending('first', 1, { group: 'b' }),
      pending('second', 2, { group: 'a' }),
      pending('third', 3, { group: 'a' }),
      pending('down', 9, { status: 'retrying', isDown: true, group: 'b' }),
    ];
    const free = { statuses: ['pending', 'retrying'] as const, limit: 2 };
    const query = { statuses: ['staged'] as const, perGroup: [{ group: 'b', limit: 5 }], free };
    expect(idsOf(query, fleet)).toEqual(['down', 'ready', 'first', 'second']);
    expect(idsOf({ ...query, limit: 1 }, fleet)).toEqual(['down', 'first', 'second']);
    expect(idsOf({ ...query, perGroup: [] }, fleet)).toEqual(['down', 'first', 'second']);
  });

  it('takes so many of each group as it is told, none of others, and whoever is down besides', () => {
    const groups = ['a', 'a', 'b', 'a', 'c'].map((group, rank) =>
      pending(`${group}${rank}`, rank, { group }),
    );
    const down = pending('c-down', 9, { group: 'c', status: 'retrying', isDown: true });
    const perGroup = [
      { group: 'a', limit: 2 },
      { group: 'b', limit: 5 },
    ];
    expect(idsOf({ perGroup }, [...groups, down])).toEqual(['c-down', 'a0', 'a1', 'b2']);
  });
});

describe('groups that are capped', () => {
  const inGroup = (group: string, from: number, count: number, change: Partial<Target>): Target[] =>
    Array.from({ length: count }, (_, index) =>
      pending(`${group}-${index}`, from + index, { group, ...change }),
    );
  const groups = { cmcc: { size: 2_000, down: 10, dark: 0 }, ctcc: { size: 100, down: 3, dark: 0 } };
  const plan = { maxUnavailable: '100%', maxUnavailablePerGroup: { label: 'isp', max: 10 } } as const;

  it('do not wait for each other on the way back', () => {
    const rollout = underWay([{ succeeded: 2_100 }], { status: 'rolling_back', down: 13, groups }, plan);
    const fleet = [
      ...inGroup('cmcc', 0, 2_000, { status: 'succeeded' }),
      ...inGroup('ctcc', 2_000, 100, { status: 'succeeded' }),
    ];
    const query = wantedCandidates(rollout);
    const found = query ? candidatesAmong(query, fleet) : [];
    expect(new Set(found.map(({ group }) => group))).toEqual(new Set(['ctcc']));
    expect(found.length).toBeGreaterThanOrEqual(7);
  });

  it('take back what was only laid ready, however full they are', () => {
    const rollout = underWay([{ staged: 2 }], { status: 'rolling_back', down: 10, groups }, plan);
    const query = wantedCandidates(rollout);
    const found = query ? candidatesAmong(query, inGroup('cmcc', 0, 2, { status: 'staged' })) : [];
    expect(found).toHaveLength(2);
  });

  it('do not wait for each other at a switch', () => {
    const rollout = underWay([{ staged: 2_100 }], { down: 13, groups }, { ...plan, strategy: aBlueGreen() });
    const fleet = [
      ...inGroup('cmcc', 0, 2_000, { status: 'staged' }),
      ...inGroup('ctcc', 2_000, 100, { status: 'staged' }),
    ];
    const query = wantedCandidates(rollout);
    const found = query ? candidatesAmong(query, fleet) : [];
    expect(new Set(found.map(({ group }) => group))).toEqual(new Set(['ctcc']));
  });
});

describe('wantedCandidates', () => {
  const capped = aPlan({
    strategy: aRolling('100%'),
    maxUnavailable: '100%',
    maxUnavailablePerGroup: { label: 'pop', max: 1 },
  });

  it('asks for nobody while every group is full, and only for groups with room when one has it', () => {
    const fleet = new Fleet(
      capped,
      Array.from({ length: 9 }, () => 'slow' as const),
    );
    fleet.deploy();
    expect(fleet.rollout.down).toBe(3);
    expect(wantedCandidates(fleet.rollout)).toBeNull();
    const groups = { ...fleet.rollout.groups, 'pop-1': { size: 3, down: 0, dark: 0 } };
    const query = wantedCandidates({ ...fleet.rollout, groups });
    expect(query?.perGroup?.map(({ group }) => group)).toEqual(['pop-1']);
  });

  it('lets groups be where no cap counts by them', () => {
    const fleet = new Fleet(
      aPlan({ strategy: aRolling('100%'), maxUnavailable: 2 }),
      Array.from({ length: 9 }, () => 'slow' as const),
    );
    fleet.deploy();
    expect(wantedCandidates({ ...fleet.rollout, down: 1 })).toMatchObject({ perGroup: null });
  });

  it.each<[string, Partial<Rollout>]>([
    ['is paused', { status: 'paused', pause: { kind: 'person', actor: null } }],
    ['has lost too many', { lost: 3 }],
    ['has ended', { status: 'completed' }],
  ])('asks for nobody when the release %s', (_, change) => {
    expect(wantedCandidates(underWay([{ pending: 5, succeeded: 5 }], change))).toBeNull();
  });

  it.each([
    [499, { limit: 1 }],
    [500, null],
  ])('asks for as many to fetch as may, beside the %i that do', (staging, expected) => {
    const query = wantedCandidates(underWay([{ staging, pending: 9 }], { steps: [STAGE] }));
    if (expected) expect(query).toMatchObject(expected);
    else expect(query).toBeNull();
  });

  const switching = { strategy: aBlueGreen() };
  it.each<[string, Partial<Counts>, Partial<ReleasePlan>, boolean]>([
    ['nobody waits', { succeeded: 2 }, {}, false],
    ['as many wait as are to be tried again', { pending: 1, retrying: 1 }, {}, true],
    ['as many wait as lie ready', { pending: 1, staged: 1 }, switching, true],
    ['as many lie ready as are to be tried again', { pending: 1, staged: 1, retrying: 2 }, switching, true],
  ])('asks where there is room and somebody waits: %s', (_, counts, plan, isAsked) => {
    expect(wantedCandidates(underWay([counts], {}, plan)) !== null).toBe(isAsked);
  });

  const full = { down: 1, groups: { '': { size: 2, down: 1, dark: 0 } } };
  it.each<[string, Partial<Counts>, Partial<ReleasePlan>, boolean]>([
    ['for nobody new', { failed: 1, pending: 1 }, {}, false],
    ['for those that are down and are to be tried again', { retrying: 1, pending: 1 }, {}, true],
    ['for those that may fetch, which takes nothing down', { failed: 1, pending: 1 }, switching, true],
    ['not for those that lie ready', { failed: 1, staged: 1 }, switching, false],
  ])('asks without room %s', (_, counts, plan, isAsked) => {
    const rollout = underWay([counts], full, { maxUnavailable: 1, failureThreshold: 9, ...plan });
    expect(wantedCandidates(rollout) !== null).toBe(isAsked);
  });

  it('asks, however full the groups are, for those that may fetch', () => {
    const capped = { ...switching, maxUnavailablePerGroup: { label: 'pop', max: 1 } };
    const query = wantedCandidates(underWay([{ failed: 1, pending: 1 }], full, capped));
    expect(query).toMatchObject({ perGroup: [], statuses: ['staged'] });
    expect(query?.free).toEqual({ statuses: ['pending', 'retrying'], limit: 500 });
  });

  it.each([
    [20, 50],
    [60, 120],
    [600, 1_000],
  ])('asks with room for %i for %i, since some may be away', (maxUnavailable, limit) => {
    const query = wantedCandidates(underWay([{ pending: 2_000 }], {}, { maxUnavailable }));
    expect(query).toMatchObject({ limit, statuses: ['pending', 'retrying'] });
  });
});
