import { aPlan, aTarget } from './fleet.fixtures.js';
import {
  decide,
  draftRollout,
  type Command,
  type Decided,
  type Decision,
  type PauseReason,
  type Rollout,
  type Step,
  type Target,
} from './index.js';
import { NOW, underWay } from './under-way.fixtures.js';

const wave = (size: number): Step => ({ kind: 'wave', wave: 0, size, weightPercent: 100 });
const paused = (pause: PauseReason, change: Partial<Rollout> = {}): Rollout =>
  underWay([{ pending: 9 }], { status: 'paused', pause, ...change });
const target = (status: Target['status'], change: Partial<Target> = {}): Target =>
  aTarget({ nodeId: `${status}`, status, dueAt: NOW, ...change });

function decided(rollout: Rollout, command: Command): Decision {
  const answer = decide(rollout, command, NOW);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer;
}

function refusal(answer: Decided): unknown {
  return answer.ok ? null : answer.refusal;
}

const codeOf = (rollout: Rollout, command: Command): string | null => {
  const answer = decide(rollout, command, NOW);
  return answer.ok ? null : answer.refusal.code;
};

describe('submitting', () => {
  it('is refused with the first fault of the plan', () => {
    const bad = draftRollout(aPlan({ maxUnavailable: 0 }));
    expect(refusal(decide(bad, { type: 'submit', isApproved: true }, NOW))).toMatchObject({
      code: 'PLAN_INVALID',
      facts: { field: 'maxUnavailable' },
    });
  });

  it.each([
    [true, 'approved'],
    [false, 'pending_approval'],
  ])('where nothing more is asked for (%s) makes it %s', (isApproved, status) => {
    expect(decided(draftRollout(aPlan()), { type: 'submit', isApproved }).rollout.status).toBe(status);
  });
});

describe('approvals that are bypassed or void', () => {
  const approved: Rollout = { ...draftRollout(aPlan()), status: 'approved' };
  const waiting: Rollout = { ...approved, status: 'pending_approval' };
  const bypass: Command = { type: 'break_glass', actor: 'Ana', reason: 'fire' };
  it('let it be deployed, which is told once', () => {
    expect(decided(waiting, bypass).events.map(({ type }) => type)).toEqual([
      'approval.bypassed',
      'release.approved',
    ]);
    expect(decided(approved, bypass).events.map(({ type }) => type)).toEqual(['approval.bypassed']);
  });

  it.each([
    [true, 'approved'],
    [false, 'pending_approval'],
  ])('are asked for again unless none is needed (%s): %s', (isApproved, status) => {
    const command: Command = { type: 'void_approvals', actor: null, isApproved };
    expect(decided(approved, command).rollout.status).toBe(status);
  });
});

describe('deploying', () => {
  const approved: Rollout = { ...draftRollout(aPlan()), status: 'approved' };
  const deploy = (...sizes: readonly number[]): Command => ({
    type: 'deploy',
    steps: [{ kind: 'pause', seconds: 1 }, ...sizes.map(wave)],
    groupSizes: {},
  });

  it('needs a node', () => {
    expect(codeOf(approved, deploy(0, 0))).toBe('NO_NODES');
    expect(codeOf(approved, deploy())).toBe('NO_NODES');
    expect(decided(approved, deploy(0, 2)).rollout.waves.map(({ size }) => size)).toEqual([0, 2]);
  });
});

describe('trying again', () => {
  const targets = [target('failed'), target('revert_failed'), target('succeeded')];
  it('asks those that are lost, and on the way back those that were not seen back', () => {
    const forward = decided(underWay([{ failed: 3 }]), { type: 'retry', targets });
    expect(forward.targets).toMatchObject([
      { nodeId: 'failed', status: 'retrying', isForgiven: false, dueAt: null, since: NOW },
    ]);
    expect(forward.events).toContainEqual({ type: 'release.retried', nodes: 1 });
    const back = underWay([{ revert_failed: 3 }], { status: 'rolling_back' });
    expect(decided(back, { type: 'retry', targets }).targets).toMatchObject([
      { nodeId: 'revert_failed', status: 'dark', isForgiven: false, isDown: false },
    ]);
  });

  it('is refused where nobody is lost', () => {
    const command: Command = { type: 'retry', targets: targets.slice(1) };
    expect(codeOf(underWay([{ succeeded: 3 }]), command)).toBe('NOTHING_TO_RETRY');
  });
});

describe('leaving nodes out', () => {
  const skip = (...targets: readonly Target[]): Command => ({ type: 'skip', targets });
  it.each(['pending', 'staged', 'skipped'] as const)('takes those that are %s out', (status) => {
    const { targets, events } = decided(underWay([{ [status]: 1 }]), skip(target(status)));
    expect(targets).toMatchObject([{ status: 'excluded', dueAt: null, since: NOW }]);
    expect(events).toContainEqual({ type: 'release.nodes_skipped', nodes: 1 });
  });

  it('forgives those that are lost, once', () => {
    const rollout = underWay([{ dark: 1, pending: 2 }], { lost: 1 });
    const given = [target('dark'), target('pending', { nodeId: 'a' }), target('skipped', { nodeId: 'b' })];
    const { targets, events } = decided(rollout, skip(...given));
    expect(targets).toMatchObject([
      { status: 'excluded' },
      { status: 'excluded' },
      { status: 'dark', isForgiven: true },
    ]);
    expect(events).toContainEqual({ type: 'release.nodes_skipped', nodes: 3 });
    expect(codeOf(rollout, skip(target('dark', { isForgiven: true })))).toBe('NOTHING_TO_SKIP');
    expect(decided(rollout, skip(...given.slice(0, 2))).targets).toHaveLength(2);
  });

  it('leaves alone who is at work', () => {
    const rollout = underWay([{ updating: 1, dark: 1 }], { lost: 1 });
    expect(codeOf(rollout, skip(target('updating')))).toBe('NOTHING_TO_SKIP');
    expect(decided(rollout, skip(target('updating'), target('dark'))).targets).toHaveLength(1);
  });
});

describe('resuming', () => {
  const lost = [target('failed'), target('succeeded')];
  const forgiven = (pause: PauseReason): readonly string[] =>
    decided(paused(pause, { lost: 1 }), { type: 'resume', lost }).targets.map(({ nodeId }) => nodeId);

  it('forgives what was lost when the engine had paused it, and nothing when a person had', () => {
    expect(forgiven({ kind: 'failures', lost: 1, asked: 2 })).toEqual(['failed']);
    expect(forgiven({ kind: 'person', actor: null })).toEqual([]);
  });

  it('is not how a pause of the plan ends', () => {
    expect(codeOf(paused({ kind: 'step' }), { type: 'resume', lost })).toBe('WAITS_FOR_PROMOTION');
  });
});

describe('promoting', () => {
  const pause: Step = { kind: 'pause', seconds: 5 };
  const analysis: Step = { kind: 'analysis', seconds: 60, waitSeconds: 0 };
  it.each<[string, Rollout, boolean, string | null]>([
    ['ends a pause', underWay([{}], { steps: [pause] }), false, null],
    ['ends an analysis', underWay([{}], { steps: [analysis] }), false, null],
    ['ends no wave', underWay([{}]), false, 'NOT_WAITING'],
    ['may begin at a wave where all pauses are to be skipped', underWay([{}]), true, null],
    ['ends a pause of the plan', paused({ kind: 'step' }, { steps: [pause] }), false, null],
    ['ends one by a person', paused({ kind: 'person', actor: null }, { steps: [pause] }), false, null],
    [
      'ends none for a reason',
      paused({ kind: 'no_room', down: 1 }, { steps: [pause] }),
      true,
      'PAUSED_FOR_A_REASON',
    ],
  ])('%s', (_, rollout, isFull, code) => expect(codeOf(rollout, { type: 'promote', isFull })).toBe(code));
});

describe('a move that is not possible', () => {
  it('is refused with what it asks for, or with where the release stands', () => {
    const back = underWay([{}], { status: 'rolling_back' });
    expect(refusal(decide(back, { type: 'pause', actor: null }, NOW))).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      message: 'Only a release that is rolling out can be paused.',
      facts: { status: 'rolling_back', move: 'pause' },
    });
    expect(refusal(decide(back, { type: 'promote', isFull: true }, NOW))).toMatchObject({
      message: "A release that is rolling back can't do that.",
    });
  });
});
