import type { HostFacts } from '../desired/node-state.js';
import type { ReportedError } from '../rules/node-words.js';
import type { ProgressReport, RunningReport } from '../rules/report-judgement.js';

export interface ReportedEvent extends Omit<ProgressReport, 'generation'> {
  /** Null: about nothing that this node is asked to run, so it is history only. */
  readonly generation: number | null;
  /** When the agent says that it was. */
  readonly saidAt: string | null;
  readonly durationMs: number | null;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What one request of one node says about one bin. */
export interface BinReport {
  readonly bin: string;
  readonly running: RunningReport | null;
  /** In the order in which they were said. */
  readonly events: readonly ReportedEvent[];
}

export interface HeldFact {
  readonly reason: string;
  readonly until: string | null;
}

/** Everything in one request that must be durable before it is answered. */
export interface NodeReport {
  readonly nodeId: string;
  readonly receivedAt: number;
  readonly bins: readonly BinReport[];
  /** All of them, when one differs from what is known. */
  readonly facts: HostFacts | null;
  /** Undefined: not mentioned. */
  readonly held: HeldFact | null | undefined;
}

/** A line of a node's history. */
export interface NodeEventRow {
  readonly nodeId: string;
  readonly binId: string | null;
  readonly kind: string;
  readonly generation: number | null;
  readonly attempt: number | null;
  readonly seq: number | null;
  readonly phase: string | null;
  readonly durationMs: number | null;
  readonly error: ReportedError | null;
  readonly saidAt: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface NodeBinKey {
  readonly nodeId: string;
  readonly binId: string;
}

export function keyOf({ nodeId, binId }: NodeBinKey): string {
  return `${nodeId}\n${binId}`;
}
