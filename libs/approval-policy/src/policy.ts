/** One round of agreement; levels are asked in their order. */
export interface ApprovalLevel {
  /** Whoever holds one of these roles is named. */
  readonly roles: readonly string[];
  /** Named one by one, beside the roles. */
  readonly userIds: readonly string[];
  /** People who must approve, at least 1. */
  readonly minimum: number;
}

/** Who must agree before an environment may be changed. No levels: a submitted release goes ahead at once. */
export interface ApprovalPolicy {
  readonly levels: readonly ApprovalLevel[];
  /** Authors, editors and uploaders count like anybody else. */
  readonly allowsOwnWork: boolean;
  /** Hours from the submission to the deployment; null: for ever. */
  readonly expiresAfterHours: number | null;
}

/** Somebody who has the right to approve in the project now; whether the policy names them is another question. */
export interface Approver {
  readonly id: string;
  readonly roles: readonly string[];
}

/** While somebody is away another decides in their name; times in milliseconds, the end excluded. */
export interface Delegation {
  readonly fromId: string;
  readonly toId: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Decision {
  /** In whose name. */
  readonly personId: string;
  /** Who decided: the same person, or their deputy. */
  readonly deciderId: string;
  readonly verdict: 'approved' | 'rejected';
  /** The plan that was seen. */
  readonly planHash: string;
  /** Index of the level that was open then. */
  readonly level: number;
}

/** What is asked for, who made it, and who could answer. */
export interface ApprovalRequest {
  readonly planHash: string;
  /** As it was when the request was made. */
  readonly policy: ApprovalPolicy;
  /** Authors, editors and uploaders. */
  readonly makerIds: readonly string[];
  /** Milliseconds; null: never. */
  readonly expiresAt: number | null;
  /** In the order in which they were made. */
  readonly decisions: readonly Decision[];
  readonly approvers: readonly Approver[];
  readonly delegations: readonly Delegation[];
}

export function isNamedIn(level: ApprovalLevel, { id, roles }: Approver): boolean {
  return level.userIds.includes(id) || roles.some((role) => level.roles.includes(role));
}

/** People that all levels ask for together; nobody counts in two of them. */
export function peopleRequired({ levels }: ApprovalPolicy): number {
  return levels.reduce((sum, { minimum }) => sum + minimum, 0);
}

const HOUR_MS = 3_600_000;

export function expiryOf({ expiresAfterHours }: ApprovalPolicy, openedAt: number): number | null {
  return expiresAfterHours === null ? null : openedAt + expiresAfterHours * HOUR_MS;
}
