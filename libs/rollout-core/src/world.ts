import type { Text } from './explain/text.js';

export type Verdict = 'running' | 'pass' | 'fail' | 'waiting' | 'inconclusive';

/** What a judge says of the step that is under way. The engine knows no metric. */
export interface Analysis {
  /** The step that was judged: what was said of another one opens nothing. */
  readonly step: number;
  readonly verdict: Verdict;
  readonly why: Text;
}

/** What an engine must know of the world outside its release before it opens anything. */
export interface World {
  /** The freeze that holds new waves of this environment now; null when there is none. */
  readonly freeze: { readonly name: string; readonly until: number | null } | null;
  /** Somebody stopped every release of this project, or of all; nothing may be asked of any node. */
  readonly isStopped: boolean;
  /** A version of the plan that was withdrawn since, as people write it; null when none was. */
  readonly withdrawn: string | null;
  /** Why nodes may not go back to what they ran: the version there, and what is against it. Needed in trouble, and for several bins. */
  readonly noWayBack: NoWayBack | null;
  /**
   * Per label group in which nodes went dark: its nodes that this release has not touched, and how many of those went
   * silent too since it was deployed. Needed only when `wantedSilence` asks for it.
   */
  readonly silence: Readonly<Record<string, { readonly untouched: number; readonly silent: number }>>;
  /** What the judge says; null where nobody was asked to judge, or it has not looked yet. */
  readonly analysis: Analysis | null;
  /**
   * Since when nodes could be heard without a gap, in milliseconds of the server's clock. What was not heard before proves
   * nothing, so nobody is missed, and no deadline ends, before the node had its time to speak since.
   */
  readonly hearingSince: number;
}

export interface NoWayBack {
  readonly kind: 'barrier' | 'withdrawn';
  readonly version: string;
}

export const OPEN_WORLD: World = {
  freeze: null,
  isStopped: false,
  withdrawn: null,
  noWayBack: null,
  silence: {},
  analysis: null,
  hearingSince: Number.NEGATIVE_INFINITY,
};
