import type { PlannedNode } from '../cohort.js';

/** One entry of a release's timeline. */
export type Step =
  | {
      readonly kind: 'wave';
      readonly wave: number;
      /** Nodes that are new in this wave. */
      readonly size: number;
      /** Share of all nodes that run the new build once the wave is done, in percent; null where it is not counted so. */
      readonly weightPercent: number | null;
      /** What the plan calls it, for waves that are chosen by labels. */
      readonly name?: string | null;
    }
  | {
      readonly kind: 'pause';
      /** Null: until a person promotes. */
      readonly seconds: number | null;
    }
  /** Until the judge finds nothing wrong in so many seconds; it may take as many more as are waited for. */
  | { readonly kind: 'analysis'; readonly seconds: number; readonly waitSeconds: number }
  /** Every node fetches the new build beside what it runs. */
  | { readonly kind: 'stage' };

/** Pauses and analyses only wait, so no gate holds them. */
export function touchesNodes({ kind }: Step): boolean {
  return kind === 'wave' || kind === 'stage';
}

/** The timeline, and which node is in which wave. */
export interface Schedule<N extends PlannedNode> {
  readonly steps: readonly Step[];
  /** Every node exactly once; the sizes are those of the steps. */
  readonly waves: readonly (readonly N[])[];
}

export interface StrategyRules<S> {
  /** `ordered` are the nodes in the order in which they are asked. */
  schedule<N extends PlannedNode>(strategy: S, ordered: readonly N[]): Schedule<N>;
  /** Labels over which waves are spread. */
  stratifyBy(strategy: S): readonly string[];
}

/** A node matches when each named label has one of the values. */
export function matches(node: PlannedNode, labels: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(labels).every(([label, values]) => values.includes(node.labels[label] ?? ''));
}
