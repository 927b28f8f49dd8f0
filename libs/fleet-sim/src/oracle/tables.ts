/** Every way that a release may go from one status to another; written down here a second time on purpose. */
export const RELEASE_WAYS: Readonly<Record<string, readonly string[]>> = {
  draft: ['pending_approval', 'cancelled'],
  pending_approval: ['approved', 'rejected', 'cancelled', 'superseded'],
  approved: ['pending_approval', 'scheduled', 'deploying', 'rejected', 'cancelled'],
  scheduled: ['pending_approval', 'approved', 'deploying', 'failed', 'rejected', 'cancelled'],
  deploying: ['paused', 'stopped', 'superseded', 'rolling_back', 'completed', 'completed_with_exceptions'],
  paused: ['deploying', 'stopped', 'superseded', 'rolling_back'],
  rolling_back: ['stopped', 'rolled_back', 'rolled_back_with_exceptions'],
};

const LOSSES = ['failed', 'timed_out', 'dark'];

/** Every way of a target. What is asked once is never unasked, and what is done is undone only by name. */
export const TARGET_WAYS: Readonly<Record<string, readonly string[]>> = {
  pending: ['assigned', 'skipped', 'staging', 'staged', 'excluded'],
  staging: ['staged', 'failed', 'timed_out', 'skipped', 'reverting'],
  staged: ['assigned', 'failed', 'skipped', 'excluded', 'reverting', 'pending'],
  skipped: ['pending', 'excluded'],
  excluded: [],
  retrying: ['assigned', 'staging', 'failed', 'reverting'],
  assigned: ['updating', 'baking', 'succeeded', 'reverting', ...LOSSES],
  updating: ['baking', 'succeeded', 'reverting', ...LOSSES],
  baking: ['updating', 'succeeded', 'reverting', ...LOSSES],
  succeeded: ['failed', 'dark', 'updating', 'reverting'],
  failed: ['baking', 'succeeded', 'retrying', 'reverting'],
  timed_out: ['baking', 'succeeded', 'failed', 'dark', 'retrying', 'reverting'],
  dark: ['baking', 'succeeded', 'failed', 'timed_out', 'retrying', 'reverting'],
  reverting: ['reverted', 'revert_failed'],
  revert_failed: ['reverted', 'dark'],
  reverted: [],
};

/** Ends at which nodes may be in the middle of what they were asked for. */
export const ENDS_ON_THE_WAY: ReadonlySet<string> = new Set(['stopped', 'superseded']);

/** Ways of a target that only such an end opens: what lies ready is taken back, and who was to be tried again is not. */
export const WAYS_AFTER_END: Readonly<Record<string, readonly string[]>> = {
  staging: ['pending'],
  staged: ['pending'],
  retrying: ['baking', 'succeeded', 'timed_out', 'dark'],
};

export const AT_WORK: ReadonlySet<string> = new Set(['assigned', 'updating', 'baking']);
/** Whose turn in an open wave has come, or will without anybody's doing. */
export const WAITS: ReadonlySet<string> = new Set(['pending', 'staging', 'staged', 'retrying']);
export const LOST: ReadonlySet<string> = new Set(LOSSES);
export const ASKED: ReadonlySet<string> = new Set([
  ...AT_WORK,
  ...LOST,
  ...['succeeded', 'staging', 'staged', 'retrying'],
]);

/** Given something that is to be taken back. */
export const EXPOSED: ReadonlySet<string> = new Set([...AT_WORK, ...LOST, ...['succeeded', 'retrying']]);

/** What each line of the history makes of the status; null: nothing. */
export const STATUS_AFTER: Readonly<Record<string, string | null>> = {
  'release.edited': null,
  'release.submitted': 'pending_approval',
  'release.approved': 'approved',
  'approval.voided': 'pending_approval',
  'release.rejected': 'rejected',
  'release.cancelled': 'cancelled',
  'release.deployed': 'deploying',
  'step.completed': null,
  'targets.changed': null,
  'release.paused': 'paused',
  'release.resumed': 'deploying',
  'release.promoted': 'deploying',
  'rollback.started': 'rolling_back',
  'release.stopped': 'stopped',
  'release.retried': null,
  'release.nodes_skipped': null,
  'release.scheduled': 'scheduled',
  'release.unscheduled': 'approved',
  'release.failed': 'failed',
  'release.superseded': 'superseded',
  'freeze.overridden': null,
  'soak.overridden': null,
  'targets.joined': null,
};

/** So long may what is overdue wait for the next look. */
export const LOOK_MS = 12_000;
