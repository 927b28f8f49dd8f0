import { Injectable } from '@nestjs/common';
import type { ReleaseEvent, Step } from '@release-console/rollout-core';
import type { Tx } from '../../platform/database/index.js';
import type { JudgeTask, Span } from './judge-task.js';

interface Row {
  readonly at: number;
  readonly data: ReleaseEvent;
}

@Injectable()
export class JudgedSpansReadModel {
  /** Earlier steps of the release in which nothing moved, so that the two cohorts could be compared. */
  async before(tx: Tx, { releaseId, since }: JudgeTask): Promise<readonly Span[]> {
    const rows = await tx.query<Row[]>(
      `SELECT extract(epoch FROM at)::float8 AS at, data FROM release_events
       WHERE release_id = $1 AND type IN ('release.deployed', 'step.completed') ORDER BY seq`,
      [releaseId],
    );
    return judgedSpans(rows).filter(({ to }) => to <= since);
  }
}

export function judgedSpans(rows: readonly Row[]): readonly Span[] {
  let steps: readonly Step[] = [];
  let begin: number | null = null;
  const spans: Span[] = [];
  for (const { at, data } of rows) {
    if (data.type === 'release.deployed') steps = data.steps;
    if (data.type !== 'step.completed') continue;
    const ended = steps[data.step];
    if (begin !== null && ended && isJudged(ended)) spans.push({ from: begin, to: at });
    begin = at;
  }
  return spans;
}

export function isJudged(step: Step): step is Extract<Step, { kind: 'analysis' | 'pause' }> {
  return step.kind === 'analysis' || step.kind === 'pause';
}
