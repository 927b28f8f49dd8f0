import { Injectable } from '@nestjs/common';
import type { ApprovalPolicy, Decision } from '@release-console/approval-policy';
import type { Tx } from '../platform/database/index.js';
import { ApprovalRequestEntity } from './approval-request.entity.js';

export interface StoredDecision {
  readonly releaseId: string;
  readonly round: number;
  /** In whose name. */
  readonly approver: { readonly id: string; readonly name: string };
  readonly decidedBy: { readonly id: string; readonly name: string };
  readonly level: number;
  readonly verdict: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly planHash: string;
  readonly at: Date;
}

export interface NewDecision extends Decision {
  readonly releaseId: string;
  readonly round: number;
  readonly reason: string | null;
  readonly at: Date;
}

export interface StoredQuestion {
  readonly id: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly at: Date;
}

const QUESTIONS_SHOWN = 100;

@Injectable()
export class ApprovalsRepository {
  async open(
    tx: Tx,
    releaseId: string,
    request: {
      readonly policy: ApprovalPolicy;
      readonly openedAt: Date;
      readonly expiresAt: Date | null;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO approval_requests (release_id, round, policy, opened_at, expires_at)
       SELECT $1, coalesce(max(round), 0) + 1, $2, $3, $4 FROM approval_requests WHERE release_id = $1`,
      [releaseId, request.policy, request.openedAt, request.expiresAt],
    );
  }

  /** The latest round of each. */
  async requestsOf(tx: Tx, releaseIds: readonly string[]): Promise<readonly ApprovalRequestEntity[]> {
    return tx
      .createQueryBuilder(ApprovalRequestEntity, 'r')
      .distinctOn(['r.release_id'])
      .where('r.release_id = ANY (:releaseIds)', { releaseIds })
      .orderBy('r.release_id')
      .addOrderBy('r.round', 'DESC')
      .getMany();
  }

  /** False when either of the two was heard already. */
  async insert(tx: Tx, decision: NewDecision): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO release_approvals (release_id, plan_hash, round, approver_id, decided_by, level, verdict, reason, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING release_id`,
      [
        decision.releaseId,
        decision.planHash,
        decision.round,
        decision.personId,
        decision.deciderId,
        decision.level,
        decision.verdict,
        decision.reason,
        decision.at,
      ],
    );
    return rows.length === 1;
  }

  /** Whoever rejects takes back what they approved, or what their deputy did for them. */
  async takeBack(tx: Tx, { releaseId, planHash, round, personId, deciderId }: NewDecision): Promise<void> {
    await tx.query(
      `DELETE FROM release_approvals WHERE release_id = $1 AND plan_hash = $2 AND round = $3
         AND (approver_id = ANY ($4) OR decided_by = ANY ($4))`,
      [releaseId, planHash, round, [personId, deciderId]],
    );
  }

  /** Of all rounds, in their order. */
  async decisionsOf(tx: Tx, releaseIds: readonly string[]): Promise<readonly StoredDecision[]> {
    return tx.query(
      `SELECT a.release_id AS "releaseId", a.round, a.level, a.verdict, a.reason, a.plan_hash AS "planHash", a.at,
         json_build_object('id', u.id, 'name', u.name) AS approver, json_build_object('id', d.id, 'name', d.name) AS "decidedBy"
       FROM release_approvals a JOIN users u ON u.id = a.approver_id JOIN users d ON d.id = a.decided_by
       WHERE a.release_id = ANY ($1) ORDER BY a.at, a.approver_id`,
      [releaseIds],
    );
  }

  async namesOf(tx: Tx, userIds: readonly string[]): Promise<readonly { id: string; name: string }[]> {
    if (userIds.length === 0) return [];
    return tx.query('SELECT id, name FROM users WHERE id = ANY ($1)', [userIds]);
  }

  async addQuestion(
    tx: Tx,
    question: {
      readonly releaseId: string;
      readonly authorId: string;
      readonly text: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO release_questions (release_id, author_id, text, at) VALUES ($1, $2, $3, $4)',
      [question.releaseId, question.authorId, question.text, question.at],
    );
  }

  /** The last one of each release that has any. */
  async latestQuestionsOf(
    tx: Tx,
    releaseIds: readonly string[],
  ): Promise<readonly (StoredQuestion & { readonly releaseId: string })[]> {
    return tx.query(
      `SELECT DISTINCT ON (q.release_id) q.release_id AS "releaseId", q.id, q.text, q.at,
         json_build_object('id', u.id, 'name', u.name) AS author
       FROM release_questions q JOIN users u ON u.id = q.author_id
       WHERE q.release_id = ANY ($1) ORDER BY q.release_id, q.id DESC`,
      [releaseIds],
    );
  }

  /** The latest hundred, oldest first. */
  async questionsOf(tx: Tx, releaseId: string): Promise<readonly StoredQuestion[]> {
    const rows: StoredQuestion[] = await tx.query(
      `SELECT q.id, q.text, q.at, json_build_object('id', u.id, 'name', u.name) AS author
       FROM release_questions q JOIN users u ON u.id = q.author_id
       WHERE q.release_id = $1 ORDER BY q.id DESC LIMIT ${QUESTIONS_SHOWN}`,
      [releaseId],
    );
    return rows.reverse();
  }
}
