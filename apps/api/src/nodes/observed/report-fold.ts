import { mergeObserved, NOTHING_OBSERVED, type Observed } from '../rules/observed-merge.js';
import {
  judge,
  progressOf,
  progressOfRunning,
  runningOf,
  type DesiredNow,
} from '../rules/report-judgement.js';
import type { BinReport, NodeBinKey, NodeEventRow, ReportedEvent } from './node-report.js';

export const NOTHING_DESIRED: DesiredNow = { generation: 0, sha256: null };

export interface Fold {
  readonly observed: Observed;
  /** Lines for the node's history. */
  readonly history: readonly NodeEventRow[];
  /** A digest whose origin must be looked up, because it is not the one that was asked for. */
  readonly strangeDigest: string | null;
}

/** What one report makes of what was known; the same for the cache, the database and the tests. */
export function foldReport(
  key: NodeBinKey,
  before: Observed | undefined,
  report: BinReport,
  desired: DesiredNow = NOTHING_DESIRED,
  now: number,
): Fold {
  let observed = before ?? NOTHING_OBSERVED;
  const history: NodeEventRow[] = [];
  for (const event of report.events) {
    const progress =
      event.generation === null
        ? null
        : progressOf({ ...event, generation: event.generation }, observed, desired, now);
    const seq = event.seq ?? progress?.seq ?? null;
    if (progress) observed = mergeObserved(observed, { progress });
    history.push(historyLine(key, event, seq, desired));
  }
  const { running } = report;
  if (!running) return { observed, history, strangeDigest: null };
  const known = observed.running;
  observed = mergeObserved(observed, {
    running: runningOf(running, observed, desired, now),
    progress: progressOfRunning(running, desired, now),
  });
  if (observed.running === known) return { observed, history, strangeDigest: null };
  if (running.generation !== null && judge(running.generation, desired) === 'never_assigned') {
    history.push(
      flag(key, running.generation, { reason: 'generation_never_assigned', sha256: running.sha256 }),
    );
  }
  const isStrange =
    desired.generation > 0 &&
    running.sha256 !== null &&
    running.sha256 !== desired.sha256 &&
    running.sha256 !== known?.sha256;
  return { observed, history, strangeDigest: isStrange ? running.sha256 : null };
}

export function flag(key: NodeBinKey, generation: number | null, data: NodeEventRow['data']): NodeEventRow {
  return {
    ...key,
    kind: 'impossible',
    generation,
    attempt: null,
    seq: null,
    phase: null,
    durationMs: null,
    error: null,
    saidAt: null,
    data,
  };
}

function historyLine(
  key: NodeBinKey,
  event: ReportedEvent,
  seq: number | null,
  desired: DesiredNow,
): NodeEventRow {
  const { generation, phase, durationMs, error, saidAt } = event;
  const isImpossible = generation !== null && judge(generation, desired) === 'never_assigned';
  const kind = generation === null ? 'remark' : isImpossible ? 'impossible' : 'progress';
  const attempt = event.attempt ?? (generation === null ? null : 1);
  const data = { ...event.data, ...(isImpossible ? { reason: 'generation_never_assigned' } : {}) };
  return { ...key, kind, generation, attempt, seq, phase, durationMs, error, saidAt, data };
}
