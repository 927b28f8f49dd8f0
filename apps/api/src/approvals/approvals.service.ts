import { Injectable } from '@nestjs/common';
import {
  expiryOf,
  mayApprove,
  mayReject,
  type ApprovalPolicy,
  type MayDecide,
  type Refused,
} from '@release-console/approval-policy';
import type { Actor } from '../platform/auth-guard/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import { DomainError, type LocalizedText } from '../platform/http/index.js';
import {
  ApprovalStatesReadModel,
  type ApprovalState,
  type ApprovalSubject,
} from './approval-states.read-model.js';
import { ApprovalsRepository, type StoredQuestion } from './approvals.repository.js';

export type ApprovalRefusal = Refused;

const REFUSALS: Readonly<Record<ApprovalRefusal, LocalizedText>> = {
  NOT_AN_APPROVER: {
    en: 'The policy of this environment does not name you.',
    zh: '该环境的审批策略未指定你为审批人。',
  },
  APPROVAL_EXPIRED: {
    en: 'The request has expired; make a new release from this one.',
    zh: '审批请求已过期；请据此新建发布。',
  },
  OWN_WORK: {
    en: 'You made, edited or uploaded what this release contains; somebody else must approve it.',
    zh: '你创建、编辑或上传了此发布的内容，须由其他人审批。',
  },
  ALREADY_DECIDED: { en: 'You have already decided about this plan.', zh: '你已对该计划作出决定。' },
  LEVEL_NOT_OPEN: {
    en: 'The policy names you, but others are asked now.',
    zh: '策略指定了你，但当前轮到其他人审批。',
  },
};
const CONFLICTS: readonly ApprovalRefusal[] = ['APPROVAL_EXPIRED', 'ALREADY_DECIDED', 'LEVEL_NOT_OPEN'];

@Injectable()
export class ApprovalsService {
  constructor(
    private readonly repository: ApprovalsRepository,
    private readonly states: ApprovalStatesReadModel,
    private readonly clock: Clock,
  ) {}

  /** Begins a round of its own under this policy; what was approved in an earlier one counts no more. */
  async open(tx: Tx, subject: ApprovalSubject, policy: ApprovalPolicy): Promise<ApprovalState> {
    const openedAt = this.clock.now();
    const expiry = expiryOf(policy, openedAt.getTime());
    const expiresAt = expiry === null ? null : new Date(expiry);
    await this.repository.open(tx, subject.releaseId, { policy, openedAt, expiresAt });
    return this.stateOf(tx, subject);
  }

  /** Records one person's approval of exactly `planHash`, inside the caller's transaction. */
  async approve(
    tx: Tx,
    subject: ApprovalSubject,
    actor: Actor,
    reason: string | null,
  ): Promise<ApprovalState> {
    const state = await this.stateOf(tx, subject);
    const may = mayApprove(state.request, actor.id, this.clock.millis());
    await this.record(tx, subject, state, { may, actor, verdict: 'approved', reason });
    return this.stateOf(tx, subject);
  }

  /** One rejection ends a request; whoever is named may reject, their own work and earlier approval included. */
  async reject(tx: Tx, subject: ApprovalSubject, actor: Actor, reason: string | null): Promise<void> {
    const state = await this.stateOf(tx, subject);
    const may = mayReject(state.request, actor.id, this.clock.millis());
    await this.record(tx, subject, state, { may, actor, verdict: 'rejected', reason });
  }

  private async record(
    tx: Tx,
    { releaseId, planHash }: ApprovalSubject,
    { round }: ApprovalState,
    word: {
      readonly may: MayDecide;
      readonly actor: Actor;
      readonly verdict: 'approved' | 'rejected';
      readonly reason: string | null;
    },
  ): Promise<void> {
    const { may, verdict, reason } = word;
    if (!may.ok) throw refused(may.code);
    const { personId, level } = may;
    const at = this.clock.now();
    const decision = { releaseId, round, planHash, personId, deciderId: word.actor.id, level };
    const whole = { ...decision, verdict, reason, at };
    if (verdict === 'rejected') await this.repository.takeBack(tx, whole);
    if (!(await this.repository.insert(tx, whole))) throw refused('ALREADY_DECIDED');
  }

  async stateOf(tx: Tx, subject: ApprovalSubject): Promise<ApprovalState> {
    const [state] = await this.states.of(tx, [subject]);
    if (!state) throw new Error('no state of a request');
    return state;
  }

  statesOf(tx: Tx, subjects: readonly ApprovalSubject[]): Promise<readonly ApprovalState[]> {
    return this.states.of(tx, subjects);
  }

  /** Why this person can't approve now; null when they can. */
  refusalFor({ request }: ApprovalState, userId: string): ApprovalRefusal | null {
    return codeOf(mayApprove(request, userId, this.clock.millis()));
  }

  rejectionRefusalFor({ request }: ApprovalState, userId: string): ApprovalRefusal | null {
    return codeOf(mayReject(request, userId, this.clock.millis()));
  }

  async ask(tx: Tx, releaseId: string, authorId: string, text: string): Promise<void> {
    await this.repository.addQuestion(tx, { releaseId, authorId, text, at: this.clock.now() });
  }

  questionsOf(tx: Tx, releaseId: string): Promise<readonly StoredQuestion[]> {
    return this.repository.questionsOf(tx, releaseId);
  }

  /** The last one of each release that has any. */
  async latestQuestionsOf(
    tx: Tx,
    releaseIds: readonly string[],
  ): Promise<ReadonlyMap<string, StoredQuestion>> {
    const questions = await this.repository.latestQuestionsOf(tx, releaseIds);
    return new Map(questions.map((question) => [question.releaseId, question]));
  }
}

function codeOf(may: MayDecide): ApprovalRefusal | null {
  return may.ok ? null : may.code;
}

function refused(code: ApprovalRefusal): DomainError {
  return new DomainError(CONFLICTS.includes(code) ? 'conflict' : 'forbidden', code, REFUSALS[code]);
}
