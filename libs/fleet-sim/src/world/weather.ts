import type { Fault, FaultKind } from './scenario.js';
import type { Stage } from './stage.js';

/** Which faults hold now. A fault counts as hit only when somebody runs into it. */
export class Weather {
  private readonly byKind = new Map<FaultKind, readonly Fault[]>();

  constructor(
    faults: readonly Fault[],
    private readonly stage: Stage,
  ) {
    for (const fault of faults) this.byKind.set(fault.kind, [...(this.byKind.get(fault.kind) ?? []), fault]);
  }

  /** Does the fault hold for this node now? */
  strikes(kind: FaultKind, nodeId: string): boolean {
    if (!this.isOn(kind, nodeId)) return false;
    this.stage.hit(`fault:${kind}`);
    return true;
  }

  isOn(kind: FaultKind, nodeId: string): boolean {
    const { now } = this.stage;
    return (this.byKind.get(kind) ?? []).some(
      ({ from, until, nodeIds }) => from <= now && now < until && nodeIds.has(nodeId),
    );
  }

  /** Faults of the engine hold for all of it. */
  strikesEngine(kind: FaultKind, probability: number): boolean {
    const { now } = this.stage;
    const isOn = (this.byKind.get(kind) ?? []).some(({ from, until }) => from <= now && now < until);
    if (!isOn || !this.stage.chance.is(probability)) return false;
    this.stage.hit(`fault:${kind}`);
    return true;
  }

  /** Is the line between the node and the console cut? */
  isCut(nodeId: string): boolean {
    if (this.strikes('dark', nodeId) || this.strikes('late', nodeId) || this.strikes('network', nodeId))
      return true;
    return (
      this.isOn('flap', nodeId) &&
      Math.floor(this.stage.now / 1_500) % 2 === 0 &&
      this.strikes('flap', nodeId)
    );
  }

  isLostForGood(nodeId: string): boolean {
    return ['dark', 'late'].some((kind) =>
      (this.byKind.get(kind as FaultKind) ?? []).some(
        ({ until, nodeIds }) => until === Number.POSITIVE_INFINITY && nodeIds.has(nodeId),
      ),
    );
  }
}
