/** A count, or a share of a whole. */
export type Amount = number | `${number}%`;

export interface DeclaredBin {
  readonly bin: string;
  readonly version: string;
  /** Sha256 of its only artifact. */
  readonly digest: string;
}

export type DeclaredStep =
  | { readonly setWeight: number }
  /** Seconds null: until a person promotes. */
  | { readonly pause: { readonly seconds: number | null } };

export type DeclaredStrategy =
  | { readonly type: 'rolling'; readonly batch: Amount }
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

/** What people asked for, as it was approved; the words of neither the engine nor the console. */
export interface DeclaredPlan {
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
  readonly events: readonly ProgressWord[];
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
