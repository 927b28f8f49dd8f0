import fc from 'fast-check';
import { aBlueGreen, aPlan, aPlanBin, aRolling, type Behaviour, type Fleet } from './fleet.fixtures.js';
import { isFinal, type Command, type ReleasePlan } from './index.js';

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
export const behaviours = fc.array(behaviour, { minLength: 1, maxLength: 24 });
export const withSomeThatHaveIt = fc.array(fc.oneof(behaviour, fc.constant<Behaviour>('has_it')), {
  minLength: 1,
  maxLength: 24,
});
const amount = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 100 }).map((n): `${number}%` => `${n}%`),
);
export const plan: fc.Arbitrary<ReleasePlan> = fc
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
export const schedule = fc.array(fc.record({ after: fc.integer({ min: 0, max: 25 }), what: person }), {
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

/** From the deploy to its end; what people order falls where it falls. */
export function simulate(fleet: Fleet, orders: readonly { after: number; what: Command['type'] }[]): void {
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
