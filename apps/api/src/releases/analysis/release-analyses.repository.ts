import { Injectable } from '@nestjs/common';
import type { ReleaseEvent } from '@release-console/rollout-core';
import type { Judgement, JudgedCheck } from '../../monitoring/index.js';
import type { Tx } from '../../platform/database/index.js';

export interface StoredAnalysis {
  readonly step: number;
  readonly at: Date;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly elapsedSeconds: number;
  readonly checks: readonly JudgedCheck[];
}

const RECORD = `
  INSERT INTO release_analyses (release_id, step, at, verdict, elapsed_seconds, checks) VALUES ($1, $2, $3, $4, $5, $6)`;

/** What each verdict that something came of was reached from. */
@Injectable()
export class ReleaseAnalysesRepository {
  /** In the transaction that acts on it. */
  async record(
    tx: Tx,
    releaseId: string,
    judgement: Judgement | null,
    { events, at }: { readonly events: readonly ReleaseEvent[]; readonly at: Date },
  ): Promise<void> {
    if (!judgement || !events.some((event) => isAbout(event, judgement))) return;
    const { step, verdict, elapsedSeconds, checks } = judgement;
    const values = [releaseId, step, at, verdict, Math.round(elapsedSeconds), JSON.stringify(checks)];
    await tx.query(RECORD, values);
  }

  async of(tx: Tx, releaseId: string): Promise<readonly StoredAnalysis[]> {
    return tx.query<StoredAnalysis[]>(
      `SELECT step, at, verdict, elapsed_seconds AS "elapsedSeconds", checks FROM release_analyses WHERE release_id = $1 ORDER BY at, id`,
      [releaseId],
    );
  }
}

function isAbout(event: ReleaseEvent, { step, verdict }: Judgement): boolean {
  if (event.type === 'release.paused') return event.reason.kind === 'analysis';
  if (event.type === 'rollback.started') return event.trigger.kind === 'analysis';
  return event.type === 'step.completed' && event.step === step && verdict === 'pass' && !event.isSkipped;
}
