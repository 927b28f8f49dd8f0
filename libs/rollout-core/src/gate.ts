import { hoursAt } from './calendar/index.js';
import { hasSettled } from './rollout-counts.js';
import type { Rollout } from './rollout.js';
import { stepEnd } from './step-end.js';
import { touchesNodes } from './strategies/index.js';
import type { World } from './world.js';

/** Something that keeps the next wave closed for now, though everything before it is done. */
export type ClosedGate =
  | { readonly kind: 'freeze'; readonly name: string; readonly until: number | null }
  | { readonly kind: 'hours'; readonly until: number | null }
  | { readonly kind: 'emergency_stop' };

type Gate = (rollout: Rollout, world: World, now: number) => ClosedGate | null;

const freeze: Gate = (rollout, world) =>
  world.freeze === null || rollout.freezeOverride !== null ? null : { kind: 'freeze', ...world.freeze };

const hours: Gate = ({ plan }, _world, now) => {
  const { isOpen, changesAt } = hoursAt(plan.hours, now);
  return isOpen ? null : { kind: 'hours', until: changesAt };
};

const emergencyStop: Gate = (_rollout, world) => (world.isStopped ? { kind: 'emergency_stop' } : null);

const GATES: readonly Gate[] = [emergencyStop, freeze, hours];

/** The first gate that is closed; null when the next wave may begin. */
export function closedGate(rollout: Rollout, world: World, now: number): ClosedGate | null {
  for (const gate of GATES) {
    const closed = gate(rollout, world, now);
    if (closed) return closed;
  }
  return null;
}

/** The gate that is all the next wave still waits for; null while anything else keeps it, or nothing does. */
export function heldBy(rollout: Rollout, world: World, now: number): ClosedGate | null {
  return waitsForGate(rollout, world, now) ? closedGate(rollout, world, now) : null;
}

/** Does the next wave wait for nothing but its gates? */
export function waitsForGate(rollout: Rollout, world: World, now: number): boolean {
  const next = rollout.steps[rollout.step + 1];
  return (
    hasSettled(rollout) && stepEnd(rollout, world, now) !== null && next !== undefined && touchesNodes(next)
  );
}
