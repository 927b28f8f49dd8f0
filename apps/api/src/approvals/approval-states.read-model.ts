import { Injectable } from '@nestjs/common';
import {
  assess,
  peopleRequired,
  whoMayApprove,
  type ApprovalPolicy,
  type ApprovalRequest,
  type Delegation,
  type Standing,
} from '@release-console/approval-policy';
import { ProjectPeople, type Person, type RoleHolder } from '../auth/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Tx } from '../platform/database/index.js';
import type { ApprovalRequestEntity } from './approval-request.entity.js';
import { ApprovalsRepository, type StoredDecision } from './approvals.repository.js';
import { DelegationsRepository } from './delegations/delegations.repository.js';

/** What a release asks approval for. */
export interface ApprovalSubject {
  readonly releaseId: string;
  readonly projectId: string;
  readonly planHash: string;
  readonly makerIds: readonly string[];
  /** What would be asked for if it were submitted now; once it was, the request has its own. */
  readonly policyNow: ApprovalPolicy;
}

export interface ApprovalState {
  /** Counts up with each time that what was approved was voided; 0: nothing was asked for yet. */
  readonly round: number;
  readonly request: ApprovalRequest;
  readonly standing: Standing;
  readonly required: number;
  readonly given: number;
  readonly openedAt: Date | null;
  /** Of all rounds. */
  readonly decisions: readonly StoredDecision[];
  /** People who could approve now, as deputies too; at most 20. */
  readonly mayApprove: readonly Person[];
  readonly nameOf: (userId: string) => string;
}

const PEOPLE_NAMED = 20;

/** What is known of requests, read for many at once. */
@Injectable()
export class ApprovalStatesReadModel {
  constructor(
    private readonly repository: ApprovalsRepository,
    private readonly delegations: DelegationsRepository,
    private readonly people: ProjectPeople,
    private readonly clock: Clock,
  ) {}

  async of(tx: Tx, subjects: readonly ApprovalSubject[]): Promise<readonly ApprovalState[]> {
    if (subjects.length === 0) return [];
    const ids = subjects.map(({ releaseId }) => releaseId);
    const projectIds = [...new Set(subjects.map(({ projectId }) => projectId))];
    // One after the other: in a transaction they share one connection.
    const requests = await this.repository.requestsOf(tx, ids);
    const decisions = await this.repository.decisionsOf(tx, ids);
    const holders = await this.people.holdersOf(tx, 'release.approve', projectIds);
    const delegations = await this.delegations.inForce(tx, this.clock.now());
    const named = [...requests.map(({ policy }) => policy), ...subjects.map(({ policyNow }) => policyNow)];
    const userIds = named.flatMap(({ levels }) => levels.flatMap((level) => level.userIds));
    const names = new Map(
      [...(await this.repository.namesOf(tx, [...new Set(userIds)])), ...holders].map(({ id, name }) => [
        id,
        name,
      ]),
    );
    return subjects.map((subject) =>
      this.stateOf(subject, {
        stored: requests.find(({ releaseId }) => releaseId === subject.releaseId),
        decisions: decisions.filter(({ releaseId }) => releaseId === subject.releaseId),
        holders: holders.filter(({ projectId }) => projectId === subject.projectId),
        delegations,
        names,
      }),
    );
  }

  private stateOf(subject: ApprovalSubject, known: Known): ApprovalState {
    const request = toRequest(subject, known);
    const now = this.clock.millis();
    const standing = assess(request, now);
    const may = whoMayApprove(request, now).slice(0, PEOPLE_NAMED);
    const nameOf = (id: string): string => known.names.get(id) ?? id;
    return {
      round: known.stored?.round ?? 0,
      request,
      standing,
      required: peopleRequired(request.policy),
      given: standing.levels.reduce((sum, { givenBy }) => sum + givenBy.length, 0),
      openedAt: known.stored?.openedAt ?? null,
      decisions: known.decisions,
      mayApprove: may.map((id) => ({ id, name: nameOf(id) })),
      nameOf,
    };
  }
}

interface Known {
  readonly stored: ApprovalRequestEntity | undefined;
  readonly decisions: readonly StoredDecision[];
  readonly holders: readonly RoleHolder[];
  readonly delegations: readonly Delegation[];
  readonly names: ReadonlyMap<string, string>;
}

function toRequest(
  { planHash, makerIds, policyNow }: ApprovalSubject,
  { stored, decisions, holders, delegations }: Known,
): ApprovalRequest {
  return {
    planHash,
    policy: stored?.policy ?? policyNow,
    makerIds,
    expiresAt: stored?.expiresAt?.getTime() ?? null,
    decisions: decisions
      .filter(({ round }) => round === stored?.round)
      .map(({ approver, decidedBy, ...decision }) => ({
        ...decision,
        personId: approver.id,
        deciderId: decidedBy.id,
      })),
    approvers: holders,
    delegations,
  };
}
