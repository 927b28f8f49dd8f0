import fc from 'fast-check';
import { aBlueGreen, aPlan, aPlanBin, aRolling, Fleet, OLD, type Behaviour } from './fleet.fixtures.js';
import {
  advance,
  allCounts,
  countOf,
  currentStep,
  evolve,
  exceeds,
  askedOf,
  exposedOf,
  hasActivated,
  inFlightOf,
  isFinal,
  openWave,
  TRANSITIONS,
  totalOf,
  waitingOf,
  type Command,
  type Decision,
  type ReleasePlan,
  type Rollout,
} from './index.js';

const behaviour = fc.constantFrom<Behaviour>(
  'good',
  'good',
  'good',
  'good',
  'fails',
  'fails_last',
  'silent_after',
  'slow',
  'offline',
  'late',
  'seed',
);
const behaviours = fc.array(behaviour, { minLength: 1, maxLength: 24 });
const amount = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 100 }).map((n): `${number}%` => `${n}%`),
);
const plan: fc.Arbitrary<ReleasePlan> = fc
  .record({
    strategy: fc.oneof(
      amount.map((batch) => aRolling(batch)),
      fc.boolean().map((isAutomatic) => aBlueGreen({ isAutomatic, rollbackWindowSeconds: 3 })),
      fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }).map((weights) => ({
        type: 'canary' as const,
        steps: weights
          .sort((a, b) => a - b)
          .flatMap((setWeight) => [{ setWeight }, { pause: { seconds: setWeight % 3 === 0 ? null : 3 } }]),
        stratifyBy: ['pop'],
      })),
    ),
    maxUnavailable: amount,
    maxUnavailablePerGroup: fc.option(fc.record({ label: fc.constant('pop'), max: amount })),
    failureThreshold: fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 60 }).map((n): `${number}%` => `${n}%`),
    ),
    onFailure: fc.constantFrom('rollback' as const, 'pause' as const),
    minReadySeconds: fc.integer({ min: 0, max: 4 }),
    bins: fc.constantFrom([aPlanBin()], [aPlanBin()], [aPlanBin(), aPlanBin('worker', 'c'.repeat(64))]),
  })
  .map((change) =>
    aPlan({ ...change, nodeDeadlineSeconds: 60, darkAfterSeconds: 10, rollbackDeadlineSeconds: 200 }),
  );
const person = fc.constantFrom<Command['type']>('pause', 'resume', 'promote', 'promote', 'abort', 'rollback');
const schedule = fc.array(fc.record({ after: fc.integer({ min: 0, max: 25 }), what: person }), {
  maxLength: 4,
});

function order(fleet: Fleet, what: Command['type']): void {
  const lost = [...fleet.targets.values()];
  if (what === 'pause' || what === 'rollback') fleet.command({ type: what, actor: 'somebody' });
  if (what === 'resume') fleet.command({ type: 'resume', lost });
  if (what === 'promote') fleet.command({ type: 'promote', isFull: false });
  if (what === 'abort') fleet.command({ type: 'abort', reason: null });
}

/** Whoever watches a release in the end promotes and resumes it, so that it comes to its end. */
function watchOver(fleet: Fleet): void {
  if (fleet.rollout.status !== 'paused') return;
  order(fleet, fleet.rollout.pause?.kind === 'step' ? 'promote' : 'resume');
}

function simulate(fleet: Fleet, orders: readonly { after: number; what: Command['type'] }[]): void {
  fleet.deploy();
  for (const { after, what } of orders) {
    fleet.runFor(after);
    order(fleet, what);
    fleet.tick();
  }
  for (let count = 0; count < 3_000 && !isFinal(fleet.rollout.status); count += 1) {
    fleet.runFor(1);
    watchOver(fleet);
  }
}

describe('the engine over random fleets, faults and people', () => {
  it('I6 I7 I36 moves only along the table, by one revision at a time, and never loses a target', () => {
    const check = (fleet: Fleet, before: Rollout): void => {
      const after = fleet.rollout;
      expect(after.revision - before.revision).toBeLessThanOrEqual(1);
      if (after.status !== before.status) {
        expect(Object.values(TRANSITIONS[before.status]).flat()).toContain(after.status);
        expect(after.revision).toBe(before.revision + 1);
      }
      if (after.deployedAt === null) return;
      expect(totalOf(allCounts(after))).toBe(fleet.targets.size);
      const real = new Map<string, number>();
      for (const { status } of fleet.targets.values()) real.set(status, (real.get(status) ?? 0) + 1);
      for (const [status, count] of Object.entries(allCounts(after)))
        expect(count).toBe(real.get(status) ?? 0);
      expect(after.down).toBe(
        [...fleet.targets.values()].filter((target) => target.isDown && !target.isForgiven).length,
      );
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => simulate(new Fleet(p, b, check), s)),
      { numRuns: 150 },
    );
  });

  it('I22 I23 I26 never has more nodes unavailable or exposed than the plan allows', () => {
    const check = (fleet: Fleet, before: Rollout): void => {
      const { rollout, targets } = fleet;
      if (rollout.status !== 'deploying' || before.status !== 'deploying') return;
      const down = [...targets.values()].filter((target) => target.isDown && !target.isForgiven);
      if (down.length > before.down)
        expect(down.length).toBeLessThanOrEqual(countOf(rollout.plan.maxUnavailable, targets.size, 1));
      const cap = rollout.plan.maxUnavailablePerGroup;
      for (const [group, { size, down: used }] of Object.entries(rollout.groups)) {
        const usedBefore = before.groups[group]?.down ?? 0;
        if (cap && used > usedBefore) expect(used).toBeLessThanOrEqual(countOf(cap.max, size, 1));
      }
      const planned = rollout.waves.slice(0, openWave(rollout) + 1).reduce((sum, wave) => sum + wave.size, 0);
      expect(exposedOf(allCounts(rollout))).toBeLessThanOrEqual(planned);
      for (const target of targets.values())
        if (hasActivated(target)) expect(target.wave).toBeLessThanOrEqual(openWave(rollout));
    };
    fc.assert(
      fc.property(plan, behaviours, (p, b) => simulate(new Fleet(p, b, check), [])),
      { numRuns: 150 },
    );
  });

  it('I22 takes no more nodes down at once on the way back either, until the deadline', () => {
    const check = (fleet: Fleet, before: Rollout): void => {
      const { rollout, targets, now } = fleet;
      if (before.status !== 'rolling_back' || now > (rollout.rollback?.deadlineAt ?? 0)) return;
      if (rollout.down <= before.down) return;
      expect(rollout.down).toBeLessThanOrEqual(countOf(rollout.plan.maxUnavailable, targets.size, 1));
      const cap = rollout.plan.maxUnavailablePerGroup;
      for (const [group, { size, down }] of Object.entries(rollout.groups)) {
        if (cap && down > (before.groups[group]?.down ?? 0))
          expect(down).toBeLessThanOrEqual(countOf(cap.max, size, 1));
      }
    };
    const back = [{ after: 60, what: 'rollback' as const }];
    fc.assert(
      fc.property(plan, behaviours, (p, b) => simulate(new Fleet(p, b, check), back)),
      { numRuns: 100 },
    );
  });

  it('I21 opens a wave only when the one before has settled', () => {
    const check = (fleet: Fleet, before: Rollout): void => {
      const opened = openWave(fleet.rollout);
      if (opened <= openWave(before) || openWave(before) < 0) return;
      const counts = allCounts({
        ...fleet.rollout,
        waves: fleet.rollout.waves.slice(0, openWave(before) + 1),
      });
      expect(inFlightOf(counts) + waitingOf(counts)).toBe(0);
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => simulate(new Fleet(p, b, check), s)),
      { numRuns: 100 },
    );
  });

  it('I21 ends a pause by its time or by a person, and opens nothing while it is paused', () => {
    const check = ({ rollout, now }: Fleet, before: Rollout, { events }: Decision): void => {
      if (before.status === 'paused' && rollout.status === 'paused') expect(rollout.step).toBe(before.step);
      const step = currentStep(before);
      if (step?.kind !== 'pause' || rollout.step === before.step) return;
      const isPromoted = rollout.skipsPauses || events.some(({ type }) => type === 'release.promoted');
      if (isPromoted || before.promotedStep === before.step) return;
      expect(now).toBeGreaterThanOrEqual(
        (before.stepStartedAt ?? Infinity) + (step.seconds ?? Infinity) * 1000,
      );
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => simulate(new Fleet(p, b, check), s)),
      { numRuns: 100 },
    );
  });

  it('I24 I25 asks nobody when the failure budget is used up, or while it is paused or stopped', () => {
    const check = (
      fleet: Fleet,
      before: Rollout,
      { desired }: { desired: readonly { action: string; nodeId: string }[] },
    ): void => {
      // A node that is at it goes on with its other bins.
      const isNew = (nodeId: string): boolean =>
        fleet.targets.get(nodeId)?.bins.filter((bin) => bin.asked === 'activate').length === 1;
      const asked = desired.filter(({ action, nodeId }) => action === 'activate' && isNew(nodeId)).length;
      const lost = before.lost;
      const isOver = lost > 0 && exceeds(lost, askedOf(allCounts(before)), before.plan.failureThreshold);
      if (isOver || before.status !== 'deploying') expect(asked).toBe(0);
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => simulate(new Fleet(p, b, check), s)),
      { numRuns: 150 },
    );
  });

  it('I13 I18 gives every node only growing generations, and believes success only at the current one', () => {
    const generations = new Map<string, number>();
    const check = (fleet: Fleet): void => {
      for (const target of fleet.targets.values()) {
        const node = fleet.nodes.get(target.nodeId);
        const key = target.nodeId;
        const bins = node?.facts.bins ?? [];
        const generation = bins.reduce((sum, bin) => sum + bin.desiredGeneration, 0);
        expect(generation).toBeGreaterThanOrEqual(generations.get(key) ?? 0);
        generations.set(key, generation);
        if (target.status !== 'succeeded') continue;
        target.bins.forEach(({ digest }, index) =>
          expect(bins[index]?.observed).toMatchObject({
            sha256: digest,
            isHealthy: node?.behaviour === 'seed' ? null : true,
          }),
        );
      }
    };
    fc.assert(
      fc.property(plan, behaviours, (p, b) => {
        generations.clear();
        simulate(new Fleet(p, b, check), []);
      }),
      { numRuns: 100 },
    );
  });

  it('I20 I32 I33 S06 comes to an end that tells the truth about every node', () => {
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => {
        const fleet = new Fleet(p, b);
        simulate(fleet, s);
        const targets = [...fleet.targets.values()];
        expect(isFinal(fleet.rollout.status)).toBe(true);
        if (fleet.rollout.status === 'completed')
          expect(targets.every(({ status }) => status === 'succeeded')).toBe(true);
        if (fleet.rollout.status === 'completed_with_exceptions')
          expect(targets.some(({ status }) => status !== 'succeeded')).toBe(true);
        if (!fleet.rollout.status.startsWith('rolled_back')) return;
        fleet.runFor(60);
        for (const { id, facts } of fleet.nodes.values()) {
          if (fleet.targets.get(id)?.status === 'reverted')
            expect(facts.bins.map(({ observed }) => observed?.sha256)).toEqual(facts.bins.map(() => OLD));
        }
        expect(targets.some(({ status }) => status === 'reverting')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('I8 is the fold of its own events', () => {
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => {
        const fleet = new Fleet(p, b);
        simulate(fleet, s);
        const folded = fleet.events.reduce(
          (state, { event, at, revision }) => ({ ...evolve(state, event, at), revision }),
          fleet.start,
        );
        expect(folded).toEqual(fleet.rollout);
      }),
      { numRuns: 60 },
    );
  });

  it('I12 takes the same way every time, with no clock or chance of its own', () => {
    const wayOf = (
      p: ReleasePlan,
      b: readonly Behaviour[],
      s: Parameters<typeof simulate>[1],
    ): Decision[] => {
      const decisions: Decision[] = [];
      simulate(new Fleet(p, b, (_, __, decision) => decisions.push(decision)), s);
      return decisions;
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => expect(wayOf(p, b, s)).toEqual(wayOf(p, b, s))),
      { numRuns: 20 },
    );
  });

  it('I11 I12 decides the same for the same state and time, and nothing more the second time', () => {
    const check = (fleet: Fleet): void => {
      const again = advance(fleet.rollout, [], fleet.now);
      expect(advance(fleet.rollout, [], fleet.now)).toEqual(again);
    };
    fc.assert(
      fc.property(plan, behaviours, schedule, (p, b, s) => {
        const fleet = new Fleet(p, b, check);
        simulate(fleet, s);
        const revision = fleet.rollout.revision;
        fleet.tick();
        fleet.tick();
        expect(fleet.rollout.revision).toBe(revision);
      }),
      { numRuns: 60 },
    );
  });
});
