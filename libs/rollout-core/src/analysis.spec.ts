import { aPlan, aRolling, Fleet } from './fleet.fixtures.js';
import {
  consequencesOf,
  headline,
  heldBy,
  OPEN_WORLD,
  planFaults,
  refusalOf,
  scheduleOf,
  waitsForGate,
  type Analysis,
  type PlannedCheck,
  type ReleasePlan,
  type Strategy,
} from './index.js';

const CHECKS: readonly PlannedCheck[] = [{ check: { kind: 'errors' }, isShadow: false }];
const WHY = { en: 'Errors 9 % against 1 %.', zh: '错误率 9 %，基线为 1 %。' };
const CANARY: Strategy = {
  type: 'canary',
  steps: [{ setWeight: 20 }, { analysis: { seconds: 60, waitSeconds: 30 } }, { setWeight: 100 }],
  stratifyBy: [],
};

/** Ten good nodes, of which two run the new build and are to be judged. */
function atAnalysis(change: Partial<ReleasePlan> = {}): Fleet {
  const plan = aPlan({ strategy: CANARY, checks: CHECKS, ...change });
  const fleet = new Fleet(
    plan,
    Array.from({ length: 10 }, () => 'good' as const),
  );
  fleet.deploy();
  fleet.runFor(30);
  expect(fleet.rollout).toMatchObject({ status: 'deploying', step: 1 });
  expect(fleet.rollout.steps[1]?.kind).toBe('analysis');
  return fleet;
}

function says(fleet: Fleet, verdict: Analysis['verdict'], step = fleet.rollout.step): void {
  fleet.world = { ...OPEN_WORLD, analysis: { step, verdict, why: WHY } };
  fleet.runFor(1);
}

describe('an analysis', () => {
  it('is not opened by time, nor by what is not known', () => {
    const fleet = atAnalysis();
    fleet.runFor(10_000);
    for (const verdict of ['running', 'waiting'] as const) says(fleet, verdict);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: 1 });
  });

  it('is opened by a pass of this very step', () => {
    const fleet = atAnalysis();
    says(fleet, 'pass', 0);
    expect(fleet.rollout.step).toBe(1);
    says(fleet, 'pass');
    expect(fleet.rollout.step).toBe(2);
    fleet.runFor(60);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('sends everybody back when it fails, or asks a person where the plan says so', () => {
    const back = atAnalysis();
    says(back, 'fail');
    expect(back.rollout).toMatchObject({
      status: 'rolling_back',
      rollback: { trigger: { kind: 'analysis', why: WHY } },
    });
    back.runFor(60);
    expect(back.rollout.status).toBe('rolled_back');
    const paused = atAnalysis({ onFailure: 'pause' });
    says(paused, 'fail');
    expect(paused.rollout).toMatchObject({
      status: 'paused',
      pause: { kind: 'analysis', verdict: 'fail', why: WHY, wayBack: null },
    });
  });

  it('asks a person where there is no way back, of which nothing is said where it would pause anyway', () => {
    const fleet = atAnalysis();
    const noWayBack = { kind: 'barrier', version: 'web 1' } as const;
    const analysis = { step: 1, verdict: 'fail', why: WHY } as const;
    fleet.world = { ...OPEN_WORLD, noWayBack, analysis };
    fleet.runFor(1);
    expect(fleet.rollout).toMatchObject({
      status: 'paused',
      pause: { kind: 'analysis', wayBack: noWayBack },
    });
    expect(headline(fleet.rollout, context(fleet)).en).toContain('can not go back by itself');
    const paused = atAnalysis({ onFailure: 'pause' });
    paused.world = fleet.world;
    paused.runFor(1);
    expect(paused.rollout.pause).toMatchObject({ kind: 'analysis', wayBack: null });
  });

  it('fails only by what was said of this step', () => {
    const fleet = atAnalysis();
    says(fleet, 'fail', 0);
    expect(fleet.rollout.status).toBe('deploying');
  });

  it('asks a person when it could not tell in time, and goes on when they say so', () => {
    const fleet = atAnalysis();
    says(fleet, 'inconclusive');
    expect(fleet.rollout).toMatchObject({
      status: 'paused',
      pause: { kind: 'analysis', verdict: 'inconclusive' },
    });
    expect(fleet.command({ type: 'promote', isFull: false })).toBe(false);
    expect(consequencesOf('resume', fleet.rollout, { now: fleet.now, after: null })[0]?.en).toContain(
      'in spite of the judge',
    );
    expect(fleet.command({ type: 'resume', lost: [] })).toBe(true);
    fleet.runFor(1);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: 2, acceptedStep: 1 });
    expect(fleet.events.map(({ event }) => event)).toContainEqual({
      type: 'step.completed',
      step: 1,
      isSkipped: true,
    });
  });

  it('that failed is passed by when a person resumes in spite of it, and that counts for this step alone', () => {
    const twice = {
      ...CANARY,
      steps: [...CANARY.steps.slice(0, 2), { setWeight: 50 }, { analysis: { seconds: 60, waitSeconds: 0 } }],
    };
    const fleet = atAnalysis({ onFailure: 'pause', strategy: twice });
    says(fleet, 'fail');
    fleet.command({ type: 'resume', lost: [] });
    fleet.runFor(60);
    expect(fleet.rollout).toMatchObject({ status: 'deploying', step: 3 });
    says(fleet, 'fail');
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'analysis' } });
  });

  it('is skipped by a person who promotes', () => {
    const fleet = atAnalysis();
    expect(refusalOf('promote', fleet.rollout)).toBeNull();
    expect(
      consequencesOf('promote', fleet.rollout, { now: fleet.now, after: null }).map(({ en }) => en),
    ).toEqual([
      'The next wave starts: 8 nodes more.',
      'It goes on without what the judge would say of this step.',
    ]);
    fleet.command({ type: 'promote', isFull: false });
    fleet.runFor(1);
    expect(fleet.rollout.step).toBe(2);
    const full = atAnalysis();
    full.command({ type: 'promote', isFull: true });
    full.runFor(60);
    expect(full.rollout.status).toBe('completed');
  });

  it('does nothing while an emergency stop is on, and its pass waits for a freeze', () => {
    const stopped = atAnalysis();
    stopped.world = { ...OPEN_WORLD, isStopped: true, analysis: { step: 1, verdict: 'fail', why: WHY } };
    stopped.runFor(5);
    expect(stopped.rollout).toMatchObject({ status: 'deploying', step: 1 });
    const frozen = atAnalysis();
    const freeze = { name: 'sale', until: null };
    frozen.world = { ...OPEN_WORLD, freeze, analysis: { step: 1, verdict: 'pass', why: WHY } };
    frozen.runFor(5);
    expect(frozen.rollout.step).toBe(1);
    const gate = heldBy(frozen.rollout, frozen.world, frozen.now);
    expect(headline(frozen.rollout, { ...context(frozen), gate }).en).toBe(
      'Step 2/3: the next wave waits until the freeze “sale” is over.',
    );
    frozen.world = { ...frozen.world, freeze: null };
    frozen.runFor(1);
    expect(frozen.rollout.step).toBe(2);
  });

  it('begins though a freeze is on: it asks nothing of anybody', () => {
    const fleet = new Fleet(
      aPlan({ strategy: CANARY, checks: CHECKS }),
      Array.from({ length: 10 }, () => 'good' as const),
    );
    fleet.deploy();
    fleet.world = { ...OPEN_WORLD, freeze: { name: 'sale', until: null } };
    fleet.runFor(30);
    expect(fleet.rollout.step).toBe(1);
    expect(waitsForGate(fleet.rollout, fleet.world, fleet.now)).toBe(false);
  });

  it('that is bad news ends a pause of the plan as well, whoever is waited for', () => {
    const steps = [{ setWeight: 20 }, { pause: { seconds: null } }, { setWeight: 100 }];
    const fleet = new Fleet(
      aPlan({ strategy: { type: 'canary', steps, stratifyBy: [] }, checks: CHECKS }),
      Array.from({ length: 10 }, () => 'good' as const),
    );
    fleet.deploy();
    fleet.runFor(30);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'step' } });
    says(fleet, 'pass');
    expect(fleet.rollout.status).toBe('paused');
    says(fleet, 'fail');
    expect(fleet.rollout.status).toBe('rolling_back');
  });

  it('leaves alone who was paused by a person', () => {
    const fleet = atAnalysis();
    fleet.command({ type: 'pause', actor: 'Ana' });
    says(fleet, 'fail');
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'person' } });
  });
});

const context = (fleet: Fleet): Parameters<typeof headline>[1] => ({
  now: fleet.now,
  approvalsGiven: 0,
  approvalsRequired: 0,
  isApprovalExpired: false,
  approvers: [],
  gate: null,
});

describe('what is said of an analysis', () => {
  it('is how long it takes, then that something is missing', () => {
    const fleet = atAnalysis();
    expect(headline(fleet.rollout, context(fleet)).en).toMatch(
      /^Step 2\/3: judging 2 nodes on the new version for \d+ s more\.$/,
    );
    expect(headline(fleet.rollout, context(fleet)).zh).toContain('正在评判 2 个新版本节点');
    fleet.runFor(100);
    expect(headline(fleet.rollout, context(fleet)).en).toBe(
      'Step 2/3: the time of the judge is over, and something is still missing.',
    );
  });

  it('is why it paused or went back', () => {
    const unsure = atAnalysis();
    says(unsure, 'inconclusive');
    expect(headline(unsure.rollout, context(unsure)).en).toContain(`could not tell in time. ${WHY.en}`);
    const bad = atAnalysis({ onFailure: 'pause' });
    says(bad, 'fail');
    expect(headline(bad.rollout, context(bad)).en).toBe(
      `Paused: the new version does worse. ${WHY.en} Roll back, or resume in spite of it.`,
    );
    const back = atAnalysis();
    says(back, 'fail');
    expect(headline(back.rollout, context(back)).en).toContain(
      'Rolling back because the new version did worse',
    );
  });
});

describe('a plan with an analysis', () => {
  const faults = (change: Partial<ReleasePlan>): readonly string[] =>
    planFaults(aPlan({ strategy: CANARY, checks: CHECKS, ...change })).map(
      ({ field, code }) => `${field} ${code}`,
    );
  const steps = (...list: Extract<Strategy, { type: 'canary' }>['steps']): Partial<ReleasePlan> => ({
    strategy: { type: 'canary', steps: list, stratifyBy: [] },
  });

  it('needs somebody to judge by, and someone to be judged', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ checks: [] })).toEqual(['checks no_check']);
    expect(faults({ checks: [{ check: {}, isShadow: true }] })).toEqual(['checks no_check']);
    const analysis = { seconds: 60, waitSeconds: 0 };
    expect(faults(steps({ analysis }, { setWeight: 50 }))).toEqual(['strategy.steps[0] analysis_first']);
    expect(faults(steps({ setWeight: 5 }, { analysis: { seconds: 29, waitSeconds: -1 } }))).toEqual([
      'strategy.steps[1].analysis.seconds range',
      'strategy.steps[1].analysis.waitSeconds range',
    ]);
  });

  it('in batches judges before each batch but the first', () => {
    const analysis = { seconds: 60, waitSeconds: 10 };
    const strategy = { ...aRolling('50%'), analysis } as Strategy;
    const nodes = Array.from({ length: 4 }, (_, index) => ({ nodeId: `n${index}`, labels: {} }));
    expect(scheduleOf(strategy, nodes).steps.map(({ kind }) => kind)).toEqual(['wave', 'analysis', 'wave']);
    const both = { ...strategy, pause: { seconds: 5 } } as Strategy;
    expect(scheduleOf(both, nodes).steps.map(({ kind }) => kind)).toEqual([
      'wave',
      'analysis',
      'pause',
      'wave',
    ]);
    expect(planFaults(aPlan({ strategy })).map(({ code }) => code)).toEqual(['no_check']);
    const short = { ...strategy, analysis: { seconds: 1, waitSeconds: 0 } } as Strategy;
    expect(planFaults(aPlan({ strategy: short, checks: CHECKS })).map(({ field }) => field)).toEqual([
      'strategy.analysis.seconds',
    ]);
  });
});
