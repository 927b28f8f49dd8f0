export const RELEASE_STATUSES = [
  'draft',
  'pending_approval',
  'approved',
  'scheduled',
  'deploying',
  'paused',
  'rolling_back',
  'completed',
  'completed_with_exceptions',
  'rolled_back',
  'rolled_back_with_exceptions',
  'stopped',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** What moves a release. The engine's own moves are named like those of people. */
export const MOVES = [
  'edit',
  'submit',
  'approve',
  'reject',
  'cancel',
  'schedule',
  'unschedule',
  'fail',
  'deploy',
  'override_freeze',
  'override_soak',
  'break_glass',
  'void_approvals',
  'pause',
  'halt',
  'resume',
  'promote',
  'retry',
  'skip',
  'abort',
  'supersede',
  'rollback',
  'complete',
  'finish_rollback',
] as const;
export type Move = (typeof MOVES)[number];

type Moves = Readonly<Partial<Record<Move, readonly ReleaseStatus[]>>>;

/** Every way from one status to another. A status without moves is final. */
export const TRANSITIONS: Readonly<Record<ReleaseStatus, Moves>> = {
  draft: { edit: ['draft'], submit: ['pending_approval', 'approved'], cancel: ['cancelled'] },
  pending_approval: {
    approve: ['approved'],
    break_glass: ['approved'],
    void_approvals: ['pending_approval', 'approved'],
    reject: ['rejected'],
    cancel: ['cancelled'],
    supersede: ['superseded'],
  },
  approved: {
    schedule: ['scheduled'],
    override_freeze: ['approved'],
    override_soak: ['approved'],
    break_glass: ['approved'],
    void_approvals: ['pending_approval', 'approved'],
    deploy: ['deploying'],
    reject: ['rejected'],
    cancel: ['cancelled'],
  },
  scheduled: {
    schedule: ['scheduled'],
    unschedule: ['approved'],
    override_freeze: ['scheduled'],
    override_soak: ['scheduled'],
    break_glass: ['scheduled'],
    void_approvals: ['pending_approval', 'approved'],
    deploy: ['deploying'],
    fail: ['failed'],
    reject: ['rejected'],
    cancel: ['cancelled'],
  },
  deploying: {
    override_freeze: ['deploying'],
    pause: ['paused'],
    halt: ['paused'],
    promote: ['deploying'],
    retry: ['deploying'],
    skip: ['deploying'],
    abort: ['stopped'],
    supersede: ['superseded'],
    rollback: ['rolling_back'],
    complete: ['completed', 'completed_with_exceptions'],
  },
  paused: {
    override_freeze: ['paused'],
    halt: ['paused'],
    resume: ['deploying'],
    promote: ['deploying'],
    retry: ['paused'],
    skip: ['paused'],
    abort: ['stopped'],
    supersede: ['superseded'],
    rollback: ['rolling_back'],
  },
  rolling_back: {
    retry: ['rolling_back'],
    abort: ['stopped'],
    finish_rollback: ['rolled_back', 'rolled_back_with_exceptions'],
  },
  completed: {},
  completed_with_exceptions: {},
  rolled_back: {},
  rolled_back_with_exceptions: {},
  stopped: {},
  failed: {},
  rejected: {},
  cancelled: {},
  superseded: {},
};

export function isAllowed(status: ReleaseStatus, move: Move): boolean {
  return TRANSITIONS[status][move] !== undefined;
}

export function isFinal(status: ReleaseStatus): boolean {
  return Object.keys(TRANSITIONS[status]).length === 0;
}

/** Statuses in which the engine has work with the nodes, and the release claims them. */
export const LIVE_STATUSES = [
  'deploying',
  'paused',
  'rolling_back',
] as const satisfies readonly ReleaseStatus[];

export function isLive(status: ReleaseStatus): boolean {
  return LIVE_STATUSES.some((live) => live === status);
}
