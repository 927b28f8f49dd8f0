import { aPlan, aRolling, aTarget, Fleet } from './fleet.fixtures.js';
import { candidatesAmong, wantedCandidates, type CandidateQuery, type Target } from './index.js';

const QUERY: CandidateQuery = {
  statuses: ['pending', 'retrying'],
  isDownFirst: true,
  maxWave: 1,
  perGroup: null,
  limit: 10,
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
});
