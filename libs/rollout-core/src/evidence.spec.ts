import { aPlan, Fleet, OLD, type Behaviour } from './fleet.fixtures.js';
import {
  allCounts,
  OPEN_WORLD,
  restsOnSuccesses,
  type BinFacts,
  type ReleasePlan,
  type Target,
} from './index.js';
import { underWay } from './under-way.fixtures.js';

const SOAK = [{ setWeight: 10 }, { pause: { seconds: 300 } }, { setWeight: 100 }];

/** A canary of one among ten nodes that has succeeded, and soaks for five minutes. */
function soaking(change: Partial<ReleasePlan> = {}): { fleet: Fleet; canary: string } {
  const strategy = { type: 'canary', steps: SOAK, stratifyBy: [] } as const;
  const plan = aPlan({ strategy, failureThreshold: 0, maxUnavailable: '100%', ...change });
  const fleet = new Fleet(
    plan,
    Array.from({ length: 10 }, (): Behaviour => 'good'),
  );
  fleet.deploy();
  fleet.runFor(30);
  const canary = [...fleet.targets.values()].find(({ status }) => status === 'succeeded');
  if (!canary || fleet.rollout.step !== 1) throw new Error('the canary does not soak');
  return { fleet, canary: canary.nodeId };
}

function behave(fleet: Fleet, id: string, behaviour: Behaviour): void {
  const node = fleet.nodes.get(id);
  if (node) fleet.nodes.set(id, { ...node, behaviour });
}

/** It says something else of what it runs, at the generation that counts. */
function say(fleet: Fleet, id: string, change: Partial<NonNullable<BinFacts['observed']>>): void {
  const node = fleet.nodes.get(id);
  const [bin] = node?.facts.bins ?? [];
  if (!node || !bin?.observed) throw new Error('nothing is known of it');
  node.facts = { ...node.facts, bins: [{ ...bin, observed: { ...bin.observed, ...change } }] };
}

function target(fleet: Fleet, id: string): Target | undefined {
  return fleet.targets.get(id);
}

function untouched(fleet: Fleet): number {
  return allCounts(fleet.rollout).pending;
}

describe('a canary that proved itself and then', () => {
  it('I24 falls silent is lost, so nobody else gets its build', () => {
    const { fleet, canary } = soaking();
    behave(fleet, canary, 'offline');
    fleet.runFor(310);
    expect(target(fleet, canary)).toMatchObject({ status: 'reverting', isForgiven: true });
    expect(untouched(fleet)).toBe(9);
    expect(fleet.rollout.rollback?.trigger).toMatchObject({ kind: 'failures', lost: 1 });
  });

  it('is unwell keeps the gate closed, and may still get well', () => {
    const { fleet, canary } = soaking();
    say(fleet, canary, { isHealthy: false });
    fleet.runFor(20);
    expect(target(fleet, canary)).toMatchObject({
      status: 'updating',
      isDown: true,
      error: { code: 'NODE_UNWELL' },
    });
    say(fleet, canary, { isHealthy: true, since: fleet.now });
    fleet.runFor(20);
    expect(target(fleet, canary)).toMatchObject({ status: 'succeeded', isDown: false, error: null });
    fleet.runFor(400);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('I24 stays unwell is lost at its deadline, long before the end of the pause', () => {
    const { fleet, canary } = soaking();
    say(fleet, canary, { isHealthy: false });
    fleet.runFor(130);
    expect(fleet.rollout.rollback?.trigger).toMatchObject({ kind: 'failures', lost: 1 });
    expect(untouched(fleet)).toBe(9);
  });

  it.each([null, OLD])('runs %s in its place is not well either', (sha256) => {
    const { fleet, canary } = soaking();
    say(fleet, canary, { sha256 });
    fleet.runFor(1);
    expect(target(fleet, canary)?.status).toBe('updating');
  });

  it('is spoken of by an older word stays what it is', () => {
    const { fleet, canary } = soaking();
    say(fleet, canary, { sha256: OLD, generation: 3 });
    fleet.runFor(400);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('falls silent with those that were not touched is cut off, and not to blame', () => {
    const { fleet, canary } = soaking();
    behave(fleet, canary, 'offline');
    fleet.world = { ...OPEN_WORLD, silence: { '': { untouched: 9, silent: 9 } } };
    fleet.runFor(310);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'network' } });
  });

  it.each(['held', 'left', 'quarantined'] as const)('is %s counts as nothing but done', (away) => {
    const { fleet, canary } = soaking();
    behave(fleet, canary, 'offline');
    const node = fleet.nodes.get(canary);
    if (node) node.facts = { ...node.facts, away };
    fleet.runFor(400);
    expect(fleet.rollout.status).toBe('completed');
  });

  it('I24 is the only one of its wave leaves no evidence, however many may be lost', () => {
    const { fleet, canary } = soaking({ failureThreshold: '100%' });
    behave(fleet, canary, 'offline');
    fleet.runFor(310);
    expect(fleet.rollout).toMatchObject({ status: 'paused', pause: { kind: 'no_evidence', wave: 0 } });
    expect(untouched(fleet)).toBe(9);
    fleet.command({ type: 'resume', lost: [...fleet.targets.values()] });
    fleet.runFor(400);
    expect(fleet.rollout.status).toBe('completed_with_exceptions');
  });

  it('falls silent at the last pause is lost before the release is done', () => {
    const strategy = {
      type: 'canary',
      steps: [{ setWeight: 100 }, { pause: { seconds: 300 } }],
      stratifyBy: [],
    } as const;
    const fleet = new Fleet(aPlan({ strategy, failureThreshold: 0, maxUnavailable: '100%' }), [
      'good',
      'good',
    ]);
    fleet.deploy();
    fleet.runFor(30);
    behave(fleet, 'node-0', 'offline');
    fleet.runFor(300);
    expect(fleet.rollout.rollback?.trigger).toMatchObject({ kind: 'failures', lost: 1 });
  });
});

describe('what rests on those that succeeded', () => {
  const steps = [
    { kind: 'wave', wave: 0, size: 1, weightPercent: null },
    { kind: 'pause', seconds: 1 },
    { kind: 'wave', wave: 1, size: 1, weightPercent: null },
    { kind: 'wave', wave: 2, size: 1, weightPercent: null },
  ] as const;

  it.each([
    ['the beginning of the first wave', -1, false],
    ['the beginning of a pause', 0, false],
    ['the end of a pause', 1, true],
    ['a wave after a wave', 2, true],
    ['the end of the last wave', 3, false],
  ] as const)('%s: step %i, %s', (_, step, rests) => {
    const before = underWay([{ succeeded: 1 }], { steps, step });
    const events = [{ type: 'step.completed', step, isSkipped: false }] as const;
    expect(restsOnSuccesses(before, { events })).toBe(rests);
  });

  it.each([
    ['deploying', true],
    ['rolling_back', false],
  ] as const)('is the end of a release that is %s: %s', (status, rests) => {
    const before = underWay([{ succeeded: 1 }], { status });
    const events = [{ type: 'release.finished', status: 'completed' }] as const;
    expect(restsOnSuccesses(before, { events })).toBe(rests);
  });

  it('is nothing that nodes say', () => {
    const before = underWay([{ succeeded: 1 }], { steps, step: 1 });
    expect(restsOnSuccesses(before, { events: [{ type: 'targets.changed', changes: [] }] })).toBe(false);
  });
});
