import { shareOf } from './counts.js';
import { evolve } from './evolve.js';
import type { ReleaseEvent, Rollout } from './rollout.js';
import type { Target } from './target.js';

/** A change of what one node should run; `expectedGeneration` must still be its generation when it is written. */
export interface DesiredIntent {
  readonly nodeId: string;
  readonly binId: string;
  /** Null: nothing is desired any more, what runs stays. */
  readonly sha256: string | null;
  readonly action: 'stage' | 'activate' | 'revert';
  readonly expectedGeneration: number;
}

/** What the engine decided. Nothing in it has happened yet. */
export interface Decision {
  readonly rollout: Rollout;
  readonly events: readonly ReleaseEvent[];
  readonly targets: readonly Target[];
  readonly desired: readonly DesiredIntent[];
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

export type Decided = ({ readonly ok: true } & Decision) | { readonly ok: false; readonly refusal: Refusal };

/** Collects what one decision changes, so that the state is always the fold of its events. */
export class Draft {
  private readonly events: ReleaseEvent[] = [];
  private readonly targets = new Map<string, { readonly before: Target; readonly after: Target }>();
  private readonly desired: DesiredIntent[] = [];
  private state: Rollout;

  constructor(
    private readonly start: Rollout,
    private readonly at: number,
  ) {
    this.state = start;
  }

  get rollout(): Rollout {
    return this.state;
  }

  add(event: ReleaseEvent): void {
    this.events.push(event);
    this.state = evolve(this.state, event, this.at);
  }

  /** All changes of targets of one go become one event. */
  change(pairs: readonly { readonly before: Target; readonly after: Target }[]): void {
    const changed = pairs.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
    for (const { before, after } of changed) {
      this.targets.set(after.nodeId, { before: this.targets.get(after.nodeId)?.before ?? before, after });
    }
    const told = changed.filter(({ before, after }) => isNews(before, after));
    if (told.length === 0) return;
    this.add({
      type: 'targets.changed',
      changes: told.map(({ before, after }) => ({
        nodeId: after.nodeId,
        wave: after.wave,
        group: after.group,
        from: shareOf(before),
        to: shareOf(after),
        generations: after.bins.map(({ generation }) => generation),
        error: after.error,
      })),
    });
  }

  want(intent: DesiredIntent): void {
    this.desired.push(intent);
  }

  /** The revision grows by one with every decision that is more than reports of nodes. */
  finish(): Decision {
    const isMore = this.events.some((event) => event.type !== 'targets.changed');
    const rollout = isMore ? { ...this.state, revision: this.start.revision + 1 } : this.state;
    return {
      rollout,
      events: this.events,
      targets: [...this.targets.values()].map(({ after }) => after),
      desired: this.desired,
    };
  }
}

export function accept(draft: Draft): Decided {
  return { ok: true, ...draft.finish() };
}

export function refuse(code: string, message: string, facts: Refusal['facts'] = {}): Decided {
  return { ok: false, refusal: { code, message, facts } };
}

function isNews(before: Target, after: Target): boolean {
  return (
    before.status !== after.status ||
    before.isDown !== after.isDown ||
    before.isForgiven !== after.isForgiven ||
    before.bins.some((bin, index) => bin.generation !== after.bins[index]?.generation)
  );
}
