import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Figures, type FiguresRow } from '../store/figures.js';
import { FIGURES } from '../store/metric-rows.repository.js';
import type { JudgeTask, Span } from './judge-task.js';
import { stratumOf, type CohortFigures } from './sample-windows.js';

type Row = FiguresRow & {
  readonly at: number;
  readonly binId: string;
  readonly versionId: string | null;
  readonly stratum: string;
};

const FIND = `
  SELECT s.bin_id AS "binId", s.version_id AS "versionId", s.stratum, extract(epoch FROM r.at)::float8 AS at, ${FIGURES}
  FROM metric_series s JOIN metrics_10s r ON r.series_id = s.id
  WHERE s.environment_id = $1 AND s.bin_id = ANY ($2::uuid[]) AND r.at >= to_timestamp($3) AND r.at < to_timestamp($4)`;

@Injectable()
export class JudgedRowsReadModel {
  /** The new version in this span, and everybody else so many seconds earlier, as if they had been there together. */
  async against(
    tx: Tx,
    task: JudgeTask,
    span: Span,
    earlierSeconds: number,
  ): Promise<readonly CohortFigures[]> {
    const before = {
      from: span.from - earlierSeconds,
      to: Math.min(span.to - earlierSeconds, task.deployedAt),
    };
    const [now, then] = [await this.within(tx, task, span), await this.within(tx, task, before)];
    return [
      ...now.filter(({ isCanary }) => isCanary),
      ...then.filter(({ isCanary }) => !isCanary).map((row) => ({ ...row, at: row.at + earlierSeconds })),
    ];
  }

  /** Windows that lie within the span as a whole. */
  async within(tx: Tx, task: JudgeTask, span: Span): Promise<readonly CohortFigures[]> {
    const binIds = task.bins.map(({ binId }) => binId);
    const rows = await tx.query<Row[]>(FIND, [task.environmentId, binIds, span.from, span.to - 9]);
    return rows.map(({ at, binId, versionId, stratum, ...row }) => ({
      at,
      stratum: stratumOf({ binId, stratum }),
      isCanary: task.bins.some((bin) => bin.binId === binId && bin.versionId === versionId),
      figures: Figures.ofRow(row),
    }));
  }
}
