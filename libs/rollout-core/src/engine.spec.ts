import fc from 'fast-check';
import { Fleet, OLD, type Behaviour } from './fleet.fixtures.js';
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
  isInFlight,
  openWave,
  TRANSITIONS,
  totalOf,
  waitingOf,
  type Decision,
  type ReleasePlan,
  type Rollout,
} from './index.js';
import { behaviours, plan, schedule, simulate, withSomeThatHaveIt } from './random-releases.fixtures.js';

/** Per group, by where the targets stand and not by what the engine noted: asked, and not known to serve again. */
function unavailableIn({ targets }: Fleet): ReadonlyMap<string, number> {
  const down = new Map<string, number>();
  for (const target of targets.values()) {
    const { status, group, isForgiven } = target;
    const isAway = isInFlight(status) || status === 'dark' || status === 'timed_out';
    if (isAway && hasActivated(target) && !isForgiven) down.set(group, (down.get(group) ?? 0) + 1);
  }
  return down;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
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
    const check = (): ((fleet: Fleet, before: Rollout) => void) => {
      let wasDown: ReadonlyMap<string, number> = new Map();
      return (fleet, before) => {
        const { rollout, targets } = fleet;
        if (rollout === before) return;
        const usedBefore = wasDown;
        const isDown = (wasDown = unavailableIn(fleet));
        if (rollout.status !== 'deploying' || before.status !== 'deploying') return;
        const [down, downBefore] = [isDown, usedBefore].map(sumOf);
        if (Number(down) > Number(downBefore))
          expect(down).toBeLessThanOrEqual(countOf(rollout.plan.maxUnavailable, targets.size, 1));
        const cap = rollout.plan.maxUnavailablePerGroup;
        for (const [group, used] of isDown) {
          const size = rollout.groups[group]?.size ?? 0;
          if (cap && used > (usedBefore.get(group) ?? 0))
            expect(used).toBeLessThanOrEqual(countOf(cap.max, size, 1));
        }
        const planned = rollout.waves
          .slice(0, openWave(rollout) + 1)
          .reduce((sum, wave) => sum + wave.size, 0);
        expect(exposedOf(allCounts(rollout))).toBeLessThanOrEqual(planned);
        const touched = [...targets.values()].filter(hasActivated);
        expect(Math.max(...touched.map(({ wave }) => wave))).toBeLessThanOrEqual(openWave(rollout));
      };
    };
    fc.assert(
      fc.property(plan, behaviours, (p, b) => simulate(new Fleet(p, b, check()), [])),
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
        const isSeed = node?.behaviour === 'seed';
        target.bins.forEach(({ digest, generation: own }, index) =>
          expect(bins[index]?.observed).toMatchObject({
            sha256: digest,
            generation: isSeed ? 0 : own,
            isHealthy: isSeed ? null : true,
          }),
        );
      }
    };
    fc.assert(
      fc.property(plan, withSomeThatHaveIt, (p, b) => {
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
        const { status } = fleet.rollout;
        expect(isFinal(status)).toBe(true);
        if (status === 'completed')
          expect(targets.every((target) => target.status === 'succeeded')).toBe(true);
        if (status === 'completed_with_exceptions')
          expect(targets.some((target) => target.status !== 'succeeded')).toBe(true);
        if (status === 'stopped') return;
        const isBack = status.startsWith('rolled_back');
        if (isBack) fleet.runFor(60);
        for (const target of fleet.targets.values()) {
          const runs = fleet.nodes.get(target.nodeId)?.facts.bins.map(({ observed }) => observed?.sha256);
          const isAsWanted = target.status === (isBack ? 'reverted' : 'succeeded');
          if (isAsWanted) expect(runs).toEqual(target.bins.map(({ digest }) => (isBack ? OLD : digest)));
          else if (target.bins.some(({ asked }) => asked !== null)) expect(target.error).not.toBeNull();
        }
        expect(targets.some((target) => target.status === 'reverting')).toBe(false);
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
