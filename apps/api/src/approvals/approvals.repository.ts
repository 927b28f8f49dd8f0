import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { rolesThatMay } from '../platform/auth-guard/index.js';

export interface StoredDecision {
  readonly approver: { readonly id: string; readonly name: string };
  readonly verdict: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly planHash: string;
  readonly at: Date;
  /** May this person still approve in the project? */
  readonly isStillNamed: boolean;
}

export interface NewDecision {
  readonly releaseId: string;
  readonly planHash: string;
  readonly approverId: string;
  readonly verdict: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly at: Date;
}

@Injectable()
export class ApprovalsRepository {
  /** False when this person has decided about this plan already. */
  async insert(tx: Tx, decision: NewDecision): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO release_approvals (release_id, plan_hash, approver_id, verdict, reason, at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (release_id, plan_hash, approver_id)
       DO UPDATE SET verdict = 'rejected', reason = excluded.reason, at = excluded.at
       WHERE excluded.verdict = 'rejected' AND release_approvals.verdict = 'approved' RETURNING release_id`,
      [
        decision.releaseId,
        decision.planHash,
        decision.approverId,
        decision.verdict,
        decision.reason,
        decision.at,
      ],
    );
    return rows.length === 1;
  }

  async decisionsOf(tx: Tx, releaseId: string): Promise<readonly StoredDecision[]> {
    const rows: DecisionRow[] = await tx.query(
      `SELECT a.approver_id, u.name, a.verdict, a.reason, a.plan_hash, a.at,
         (u.disabled_at IS NULL AND (u.is_admin OR COALESCE(m.role = ANY ($2), false))) AS is_still_named
       FROM release_approvals a JOIN users u ON u.id = a.approver_id JOIN releases r ON r.id = a.release_id
       LEFT JOIN project_members m ON m.user_id = u.id AND m.project_id = r.project_id
       WHERE a.release_id = $1 ORDER BY a.at`,
      [releaseId, [...rolesThatMay('release.approve')]],
    );
    return rows.map((row) => ({
      approver: { id: row.approver_id, name: row.name },
      verdict: row.verdict,
      reason: row.reason,
      planHash: row.plan_hash,
      at: row.at,
      isStillNamed: row.is_still_named,
    }));
  }
}

interface DecisionRow {
  readonly approver_id: string;
  readonly name: string;
  readonly verdict: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly plan_hash: string;
  readonly at: Date;
  readonly is_still_named: boolean;
}
