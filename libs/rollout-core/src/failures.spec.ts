import {
  advance,
  hasTakenHold,
  isOverBudget,
  type Counts,
  OPEN_WORLD,
  wantedSilence,
  type ReleaseEvent,
  type Rollout,
  type World,
} from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

/** Ten were asked, of which so many are dark in group a; the others of the lost failed. */
function losing(lost: number, dark: number, change: Partial<Rollout> = {}): Rollout {
  const groups = { a: { size: 5, down: dark, dark }, b: { size: 5, down: 0, dark: 0 } };
  const counts = { succeeded: 10 - lost, failed: lost - dark, dark };
  return underWay([counts], { lost, down: dark, groups, ...change }, { failureThreshold: '20%' });
}

function reaction(rollout: Rollout, silence: World['silence']): readonly ReleaseEvent[] {
  return advance(rollout, [], NOW, { ...OPEN_WORLD, silence }).events;
}

describe('the failure budget', () => {
  it.each([
    [0, false],
    [1, false],
    [2, false],
    [3, true],
  ])('of a fifth of ten is used up by %i: %s', (lost, expected) => {
    expect(isOverBudget(losing(lost, 0))).toBe(expected);
  });
});

describe('whether a build has become what its nodes run as a rule', () => {
  it.each<[string, Partial<Counts>, boolean]>([
    ['all run it', { succeeded: 10 }, true],
    ['some were away or left out', { succeeded: 6, skipped: 3, excluded: 1 }, true],
    ['half of them were away', { succeeded: 5, skipped: 5 }, false],
    ['as many were lost as may be', { succeeded: 8, failed: 1, dark: 1 }, true],
    [
      'more were lost, which a person took upon them',
      { succeeded: 7, failed: 1, timed_out: 1, dark: 1 },
      false,
    ],
  ])('%s', (_, counts, expected) => {
    expect(hasTakenHold(underWay([counts], {}, { failureThreshold: '20%' }))).toBe(expected);
  });
});

describe('whether untouched nodes fell silent, too', () => {
  const pausedBy = (pause: Rollout['pause']): Partial<Rollout> => ({ status: 'paused', pause });
  it.each<[string, Rollout, readonly string[] | null]>([
    ['is asked of the groups of those that are dark', losing(3, 1), ['a']],
    ['is asked at a pause of the plan as well', losing(3, 1, pausedBy({ kind: 'step' })), ['a']],
    [
      'does not matter to whom a person paused',
      losing(3, 1, pausedBy({ kind: 'person', actor: null })),
      null,
    ],
    ['does not matter within the budget', losing(2, 2), null],
    ['does not matter where nobody is dark', losing(3, 0), null],
  ])('%s', (_, rollout, expected) => expect(wantedSilence(rollout)).toEqual(expected));
});

describe('too many losses', () => {
  const back = [
    {
      type: 'rollback.started',
      trigger: { kind: 'failures', lost: 3, asked: 10 },
      deadlineAt: NOW + 600_000,
    },
  ];
  const network = [{ type: 'release.paused', reason: { kind: 'network', dark: 3, groups: ['a'] } }];

  it.each<[string, World['silence'], unknown]>([
    ['are of the network when half of the untouched are silent', { a: { untouched: 4, silent: 2 } }, network],
    ['are not when fewer are', { a: { untouched: 5, silent: 2 } }, back],
    [
      'are not when that was elsewhere',
      { a: { untouched: 4, silent: 0 }, b: { untouched: 4, silent: 4 } },
      back,
    ],
    [
      'name only groups in which nodes of the release are dark',
      { a: { untouched: 4, silent: 4 }, b: { untouched: 4, silent: 4 } },
      network,
    ],
  ])('%s', (_, silence, expected) => expect(reaction(losing(3, 3), silence)).toEqual(expected));

  it('are not of the network when there are too many without those that it cut off', () => {
    const rollout = losing(4, 1);
    expect(reaction(rollout, { a: { untouched: 4, silent: 4 } })).toMatchObject([
      { type: 'rollback.started' },
    ]);
    expect(reaction(losing(3, 1), { a: { untouched: 4, silent: 4 } })).toMatchObject([
      { reason: { kind: 'network', dark: 1 } },
    ]);
  });
});
