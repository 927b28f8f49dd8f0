/** A count, or a share of a whole. */
export type Amount = number | `${number}%`;

export interface DeclaredBin {
  readonly bin: string;
  readonly version: string;
  /** Sha256 of its only artifact. */
  readonly digest: string;
}

/** Nodes whose label `pop` has one of these values. */
export interface PopSelector {
  readonly pop: readonly string[];
}

export interface DeclaredPause {
  /** Null: until a person promotes. */
  readonly seconds: number | null;
}

/** Until the judge is content; how long it looks is its own affair. */
export interface DeclaredAnalysis {
  readonly seconds: number;
  readonly waitSeconds: number;
}

export type DeclaredStep =
  | { readonly setWeight: number }
  | { readonly select: PopSelector }
  | { readonly pause: DeclaredPause }
  | { readonly analysis: DeclaredAnalysis };

/** What the judge looks at. */
export interface DeclaredCheck {
  readonly kind: 'errors' | 'latency';
  /** Without a say. */
  readonly isShadow: boolean;
}

export const VERDICTS = ['running', 'waiting', 'pass', 'fail', 'inconclusive'] as const;
/** What the judge says of one step of a release. */
export type Verdict = (typeof VERDICTS)[number];

export type DeclaredStrategy =
  | {
      readonly type: 'rolling';
      /** Null where `waves` names them. */
      readonly batch: Amount | null;
      readonly waves: readonly { readonly name: string; readonly labels: PopSelector }[];
      readonly pause: DeclaredPause | null;
      /** Before each wave but the first, and before its pause; null where nobody judges. */
      readonly analysis: DeclaredAnalysis | null;
    }
  | {
      readonly type: 'canary';
      readonly steps: readonly DeclaredStep[];
      readonly stratifyBy: readonly string[];
    }
  | {
      readonly type: 'blue-green';
      readonly mode: 'swap' | 'side-by-side';
      readonly isAutomatic: boolean;
      readonly rollbackWindowSeconds: number;
    };

/** Builds come to staging first, where there is a promotion rule; a node is in one of them. */
export type EnvironmentName = 'production' | 'staging';

/** What people asked for, as it was approved; the words of neither the engine nor the console. */
export interface DeclaredPlan {
  readonly environment: EnvironmentName;
  /** In the order of activation. */
  readonly bins: readonly DeclaredBin[];
  readonly nodeIds: readonly string[];
  readonly strategy: DeclaredStrategy;
  readonly maxUnavailable: Amount;
  /** Per value of the label `pop`; null without a cap. */
  readonly maxUnavailablePerPop: Amount | null;
  readonly minReadySeconds: number;
  readonly nodeDeadlineSeconds: number;
  readonly darkAfterSeconds: number;
  readonly failureThreshold: Amount;
  readonly onFailure: 'rollback' | 'pause';
  readonly rollbackDeadlineSeconds: number;
  /** Minutes of each day, UTC, in which waves may begin; null: at any time. */
  readonly hours: { readonly fromMinute: number; readonly toMinute: number } | null;
  readonly lateJoiners: 'baseline' | 'last_wave';
  /** How many nodes more than were there when it was made. */
  readonly nodeGrowth: Amount;
  /** Empty where nobody judges. */
  readonly checks: readonly DeclaredCheck[];
}

/** What an agent says that a bin runs. Agents of the seed's protocol know no generation. */
export interface RunningWord {
  readonly bin: string;
  readonly sha256: string | null;
  readonly healthy: boolean | null;
  readonly generation: number | null;
  readonly phase: string | null;
  readonly error: string | null;
}

export interface ProgressWord {
  readonly bin: string;
  readonly generation: number;
  readonly attempt: number;
  readonly seq: number;
  readonly phase: string;
  readonly error: string | null;
}

/** As it is sent: with the moment at which it was so, by the clock of the host, whatever that shows. */
export interface DatedWord extends ProgressWord {
  readonly at: number;
}

/** A seed agent names the digest that it was told; the console finds out what generation that was. */
export interface SeedProgressWord {
  readonly bin: string;
  readonly targetHash: string;
  readonly status: 'in_progress' | 'success' | 'failed';
}

export interface Report {
  readonly nodeId: string;
  readonly protocol: 'agent' | 'seed';
  /** Grows with each report of the node, in the order in which they were made. Only the oracle looks at it. */
  readonly sent: number;
  readonly running: readonly RunningWord[];
  readonly events: readonly DatedWord[];
  readonly seedProgress: SeedProgressWord | null;
  readonly isHeld: boolean;
}

/** What the console answers to a node: its desired state. */
export interface Wish {
  readonly bin: string;
  readonly generation: number;
  readonly sha256: string | null;
  readonly action: 'stage' | 'activate' | 'revert';
}

/**
 * An entry of the freeze calendar. Moments are milliseconds since 1970, minutes those of a day on the clocks of the zone; an end
 * that is not later than its beginning is on the next day.
 */
export interface DeclaredFreeze {
  readonly scope: EnvironmentName | 'project' | 'everywhere';
  readonly times:
    | { readonly kind: 'once'; readonly startsAt: number; readonly endsAt: number }
    | {
        readonly kind: 'weekly';
        readonly timeZone: string;
        /** Those on which it begins; Monday is 1, Sunday is 7. */
        readonly days: readonly number[];
        readonly fromMinute: number;
        readonly toMinute: number;
        readonly validFrom: number | null;
        readonly validUntil: number | null;
      };
}
