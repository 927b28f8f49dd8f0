import { Injectable } from '@nestjs/common';
import { ASKED_EVERY_SECONDS, type Answer } from '@release-console/metrics-core';
import type { Tx } from '../../platform/database/index.js';

/** By the place of its check in the plan. */
export type PlacedAnswer = Answer & { readonly place: number };

const KEPT = "interval '7 days'";

const RECORD = `
  INSERT INTO asked_answers (release_id, place, at, canary, baseline, note)
  VALUES ($1, $2, to_timestamp($3), $4, $5, $6) ON CONFLICT DO NOTHING`;

const SINCE = `
  SELECT place, extract(epoch FROM at)::float8 AS at, canary, baseline, note FROM asked_answers
  WHERE release_id = $1 AND at >= to_timestamp($2) ORDER BY at`;

/** What systems outside answered about releases; kept, so that any process may judge by it. */
@Injectable()
export class AskedAnswersRepository {
  /** Two that ask in the same ten seconds leave one answer. */
  async record(
    tx: Tx,
    releaseId: string,
    { place, at, canary, baseline, note }: PlacedAnswer,
  ): Promise<void> {
    const window = Math.floor(at / ASKED_EVERY_SECONDS) * ASKED_EVERY_SECONDS;
    await tx.query(RECORD, [releaseId, place, window, canary, baseline, note]);
  }

  /** @param since in seconds since 1970 */
  async since(tx: Tx, releaseId: string, since: number): Promise<readonly PlacedAnswer[]> {
    return tx.query<PlacedAnswer[]>(SINCE, [releaseId, since]);
  }

  async forgetOld(tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM asked_answers WHERE at < now() - ${KEPT}`);
  }
}
