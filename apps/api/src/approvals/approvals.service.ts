import { Injectable } from '@nestjs/common';
import {
  mayApprove,
  tally,
  type ApprovalRequest,
  type MayDecide,
  type Tally,
} from '@release-console/approval-policy';
import { ProjectPeople, type Person } from '../auth/index.js';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { DomainError } from '../platform/http/index.js';
import { ApprovalsRepository, type StoredDecision } from './approvals.repository.js';

/** What a release asks approval for. */
export interface ApprovalSubject {
  readonly releaseId: string;
  readonly projectId: string;
  readonly planHash: string;
  readonly makerIds: readonly string[];
  readonly required: number;
}

export interface ApprovalState extends Tally {
  readonly decisions: readonly StoredDecision[];
  /** People who could approve now. */
  readonly mayApprove: readonly Person[];
}

export type ApprovalRefusal = Exclude<MayDecide, { ok: true }>['code'];

const REFUSALS: Readonly<Record<ApprovalRefusal, string>> = {
  NOT_AN_APPROVER: 'Your role in this project does not include approving.',
  OWN_WORK: 'You made, edited or uploaded what this release contains; somebody else must approve it.',
  ALREADY_DECIDED: 'You have already decided about this plan.',
};

@Injectable()
export class ApprovalsService {
  constructor(
    private readonly repository: ApprovalsRepository,
    private readonly people: ProjectPeople,
    private readonly clock: Clock,
  ) {}

  /** Records one person's approval of exactly `planHash`, inside the caller's transaction. */
  async approve(tx: Tx, subject: ApprovalSubject, actor: Actor, reason: string | null): Promise<Tally> {
    const may = mayApprove(await this.requestOf(tx, subject), toApprover(subject, actor));
    if (!may.ok) throw refused(may.code);
    await this.record(tx, subject, actor, 'approved', reason);
    return this.tallyOf(tx, subject);
  }

  /** One rejection ends a request; whoever may approve may reject, their own work and earlier approval included. */
  async reject(tx: Tx, subject: ApprovalSubject, actor: Actor, reason: string | null): Promise<void> {
    if (!toApprover(subject, actor).isNamed) throw refused('NOT_AN_APPROVER');
    await this.record(tx, subject, actor, 'rejected', reason);
  }

  private async record(
    tx: Tx,
    subject: ApprovalSubject,
    actor: Actor,
    verdict: 'approved' | 'rejected',
    reason: string | null,
  ): Promise<void> {
    const isNew = await this.repository.insert(tx, {
      releaseId: subject.releaseId,
      planHash: subject.planHash,
      approverId: actor.id,
      verdict,
      reason,
      at: this.clock.now(),
    });
    if (!isNew) throw refused('ALREADY_DECIDED');
  }

  /** Is the quorum there for exactly this plan, now, in this transaction? */
  async tallyOf(tx: Tx, subject: ApprovalSubject): Promise<Tally> {
    return tally({ required: subject.required }, await this.requestOf(tx, subject));
  }

  async stateOf(tx: Tx, subject: ApprovalSubject): Promise<ApprovalState> {
    const decisions = await this.repository.decisionsOf(tx, subject.releaseId);
    const request = toRequest(subject, decisions);
    const named = await this.people.whoMay(tx, 'release.approve', subject.projectId);
    return {
      ...tally({ required: subject.required }, request),
      decisions,
      mayApprove: named.filter(({ id }) => mayApprove(request, { id, isNamed: true }).ok),
    };
  }

  /** Why this person can't approve now; null when they can. */
  refusalFor(
    subject: ApprovalSubject,
    decisions: readonly StoredDecision[],
    actor: Actor,
  ): ApprovalRefusal | null {
    const may = mayApprove(toRequest(subject, decisions), toApprover(subject, actor));
    return may.ok ? null : may.code;
  }

  private async requestOf(tx: Tx, subject: ApprovalSubject): Promise<ApprovalRequest> {
    return toRequest(subject, await this.repository.decisionsOf(tx, subject.releaseId));
  }
}

function toApprover(subject: ApprovalSubject, actor: Actor): { id: string; isNamed: boolean } {
  return { id: actor.id, isNamed: actor.may('release.approve', subject.projectId) };
}

function toRequest(subject: ApprovalSubject, decisions: readonly StoredDecision[]): ApprovalRequest {
  return {
    planHash: subject.planHash,
    makerIds: subject.makerIds,
    // Whoever lost the right since no longer counts; a rejection stays one.
    decisions: decisions
      .filter(({ verdict, isStillNamed }) => isStillNamed || verdict === 'rejected')
      .map(({ approver, verdict, planHash }) => ({ personId: approver.id, verdict, planHash })),
  };
}

function refused(code: ApprovalRefusal): DomainError {
  return new DomainError(code === 'ALREADY_DECIDED' ? 'conflict' : 'forbidden', code, REFUSALS[code]);
}
