import { aTarget, aTargetBin } from './fleet.fixtures.js';
import { advance, type Counts, type Decision, type ReleasePlan, type Rollout, type Target } from './index.js';
import { notAsked, NOW, someFacts, underWay } from './under-way.fixtures.js';

function goBack(
  counts: Partial<Counts>,
  targets: readonly Target[] = [],
  change: Partial<Rollout> = {},
  plan: Partial<ReleasePlan> = { maxUnavailable: '100%' },
): Decision {
  const rollout = underWay([counts], { status: 'rolling_back', ...change }, plan);
  return advance(
    rollout,
    targets.map((target) => ({ target, facts: someFacts() })),
    NOW,
  );
}

describe('a release that goes back', () => {
  it.each<[string, Partial<Counts>]>([
    ['run it or fetch it', { succeeded: 1, staging: 1 }],
    ['fetch it or have it beside', { staging: 1, staged: 1 }],
    ['have it beside or are on their way back', { staged: 1, reverting: 1 }],
  ])('does not end while nodes %s', (_, counts) => expect(goBack(counts).events).toEqual([]));

  it('ends with exceptions where somebody was not seen back', () => {
    expect(goBack({ reverted: 2 }).events).toMatchObject([{ status: 'rolled_back' }]);
    expect(goBack({ reverted: 1, revert_failed: 1 }).events).toMatchObject([
      { status: 'rolled_back_with_exceptions' },
    ]);
  });

  it('takes down no more than may be down, and takes whoever is down already besides', () => {
    const up = ['a', 'b', 'c'].map((nodeId) => aTarget({ nodeId, status: 'succeeded', isDown: false }));
    const down = aTarget({ nodeId: 'd', status: 'failed', isDown: true });
    const { targets } = goBack(
      { succeeded: 3, failed: 1 },
      [down, ...up],
      { down: 1 },
      { maxUnavailable: 2 },
    );
    expect(targets.map(({ nodeId }) => nodeId)).toEqual(['d', 'a']);
  });

  it('asks nothing of those that it gave nothing, or that were asked already', () => {
    const statuses = ['pending', 'skipped', 'excluded', 'reverting', 'reverted'] as const;
    const targets = statuses.map((status) => aTarget({ nodeId: status, status }));
    expect(goBack({ reverting: 5 }, targets)).toMatchObject({ targets: [], desired: [] });
  });

  it('lets those that only lay ready by name wait as before', () => {
    const { targets, desired } = goBack({ staged: 1, reverting: 1 }, [notAsked('old', { status: 'staged' })]);
    expect(targets).toMatchObject([{ status: 'pending', since: NOW, dueAt: null }]);
    expect(desired).toEqual([]);
  });

  it.each([
    ['dark', 120_001, false, true],
    ['dark', 120_000, false, false],
    ['dark', 0, true, true],
    ['failed', 0, true, true],
    ['failed', 120_001, false, false],
  ] as const)(
    'counts one that is %s, silent for %i ms (forgiven: %s) as forgiven: %s',
    (status, ms, isForgiven, expected) => {
      const target = aTarget({ status, isForgiven, bins: [aTargetBin({ generation: 3 })] });
      const facts = someFacts({ lastSeenAt: NOW - ms });
      const rollout = underWay([{ [status]: 1 }], { status: 'rolling_back' }, { darkAfterSeconds: 120 });
      const { targets } = advance(rollout, [{ target, facts }], NOW);
      expect(targets).toMatchObject([{ status: 'reverting', isForgiven: expected, dueAt: NOW + 1_000 }]);
    },
  );

  it('I22 asks those that a person wants to try again no faster than it asked them first', () => {
    const again = ['a', 'b', 'c'].map((nodeId) =>
      aTarget({ nodeId, status: 'dark', isDown: false, bins: [aTargetBin({ generation: 3 })] }),
    );
    const { targets } = goBack({ dark: 3 }, again, {}, { maxUnavailable: 1 });
    expect(targets).toMatchObject([{ nodeId: 'a', status: 'reverting', isDown: true, isForgiven: false }]);
  });
});
