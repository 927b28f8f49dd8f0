import { evolve, type PauseReason, type ReleaseEvent, type Rollout } from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

type Changes = Extract<ReleaseEvent, { type: 'targets.changed' }>['changes'];
type Share = Changes[number]['to'];

const share = (status: Share['status'], isDown = false, isForgiven = false): Share => ({
  status,
  isDown,
  isForgiven,
});

function change(from: Share, to: Share, group = 'a'): Changes[number] {
  return { nodeId: 'n', wave: 1, group, from, to, generations: [1], error: null };
}

const groups = { a: { size: 4, down: 1, dark: 1 }, b: { size: 2, down: 0, dark: 0 } };
const start = underWay([{ succeeded: 2 }, { pending: 1, updating: 1, dark: 1, failed: 1 }], {
  groups,
  down: 1,
  lost: 2,
});
const after = (...changes: Changes): Rollout => evolve(start, { type: 'targets.changed', changes }, NOW);

describe('the state of a release after changes of its targets', () => {
  it('counts them where they stand now, in their wave and no other', () => {
    const { waves } = after(change(share('pending'), share('assigned', true)));
    expect(waves[0]).toEqual(start.waves[0]);
    expect(waves[1]).toEqual({
      size: 4,
      counts: { ...start.waves[1]?.counts, pending: 0, assigned: 1 },
    });
    const same = after(change(share('updating', true), share('updating', false)));
    expect(same.waves).toEqual(start.waves);
  });

  it.each<[string, Share, Share, { down?: number; lost?: number; dark?: number }]>([
    ['goes down', share('pending'), share('assigned', true), { down: 1 }],
    ['comes up', share('updating', true), share('succeeded'), { down: -1 }],
    ['fails while it is down', share('updating', true), share('failed', true), { lost: 1 }],
    ['goes dark', share('updating', true), share('dark', true), { lost: 1, dark: 1 }],
    ['is heard again', share('dark', true), share('updating', true), { lost: -1, dark: -1 }],
    ['is forgiven', share('dark', true), share('dark', true, true), { down: -1, lost: -1, dark: -1 }],
    ['was forgiven and is tried again', share('failed', false, true), share('retrying'), {}],
    ['was forgiven in the dark', share('dark', true, true), share('updating', true), { down: 1 }],
  ])('notes in all sums that one %s', (_, from, to, { down = 0, lost = 0, dark = 0 }) => {
    const state = after(change(from, to));
    expect([state.down, state.lost]).toEqual([1 + down, 2 + lost]);
    expect(state.groups).toEqual({ ...groups, a: { size: 4, down: 1 + down, dark: 1 + dark } });
  });

  it('makes no group of one that it does not know', () => {
    const state = after(change(share('pending'), share('assigned', true), 'new'));
    expect(state.groups).toEqual(groups);
    expect(state.down).toBe(2);
  });

  it('is the same when there are none', () => expect(after()).toBe(start));
});

describe('the state of a release after nodes joined', () => {
  it('has them in that wave, its step and their groups', () => {
    const joined = { type: 'targets.joined', wave: 1, groupSizes: { a: 2, c: 1 } } as const;
    const state = evolve(start, joined, NOW);
    expect(state.waves.map(({ size, counts }) => [size, counts.pending])).toEqual([
      [2, 0],
      [7, 4],
    ]);
    expect(state.steps.map((step) => (step.kind === 'wave' ? step.size : null))).toEqual([2, 7]);
    expect(state.groups).toEqual({
      ...groups,
      a: { size: 6, down: 1, dark: 1 },
      c: { size: 1, down: 0, dark: 0 },
    });
  });
});

describe('the state of a release after a person', () => {
  const paused = (pause: PauseReason): Rollout => ({
    ...start,
    status: 'paused',
    step: 1,
    acceptedWave: 0,
    waves: underWay([{ succeeded: 2 }, { failed: 1, dark: 1 }, { failed: 1, retrying: 1 }]).waves,
    pause,
  });
  const why = { en: '', zh: '' };
  it.each<[string, PauseReason, object]>([
    ['a wave that nobody answered', { kind: 'no_evidence', wave: 1 }, { acceptedWave: 1 }],
    ['one of which somebody is asked once more first', { kind: 'no_evidence', wave: 2 }, { acceptedWave: 0 }],
    ['losses', { kind: 'failures', lost: 1, asked: 2 }, { acceptedWave: 0 }],
    [
      'what a judge said',
      { kind: 'analysis', verdict: 'fail', why, wayBack: null },
      { acceptedWave: 0, acceptedStep: 1 },
    ],
  ])('resumed it in spite of %s', (_, pause, expected) => {
    const state = evolve(paused(pause), { type: 'release.resumed' }, NOW + 5);
    expect(state).toMatchObject({ status: 'deploying', pause: null, stepStartedAt: NOW + 5, ...expected });
    expect('acceptedStep' in state).toBe('acceptedStep' in expected);
  });

  it('promoted it: from then on without pauses, once one said so', () => {
    const promoted = (rollout: Rollout, isFull: boolean): Rollout =>
      evolve(rollout, { type: 'release.promoted', step: 1, isFull }, NOW);
    expect(promoted(start, false)).toMatchObject({ promotedStep: 1, skipsPauses: false });
    expect(promoted(start, true).skipsPauses).toBe(true);
    expect(promoted(promoted(start, true), false).skipsPauses).toBe(true);
  });
});
