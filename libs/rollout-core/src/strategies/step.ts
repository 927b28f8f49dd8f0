/** One entry of a release's timeline. */
export type Step =
  | {
      readonly kind: 'wave';
      readonly wave: number;
      /** Nodes that are new in this wave. */
      readonly size: number;
      /** Share of all nodes that run the new build once the wave is done, in percent; null where batches are counted. */
      readonly weightPercent: number | null;
    }
  | {
      readonly kind: 'pause';
      /** Null: until a person promotes. */
      readonly seconds: number | null;
    };

export interface StrategyRules<S> {
  /** The timeline for this many nodes; the sizes of its waves add up to exactly that many. */
  steps(strategy: S, nodeCount: number): readonly Step[];
  /** Labels over which waves are spread. */
  stratifyBy(strategy: S): readonly string[];
}
