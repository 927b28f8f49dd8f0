import type { Tone } from '../../../components/ui';
import type { ReleaseStatus, TargetStatus } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

export interface StatusLook {
  readonly glyph: string;
  readonly tone: Tone;
  readonly label: MessageKey;
}

export const RELEASE_LOOKS: Readonly<Record<ReleaseStatus, StatusLook>> = {
  draft: { glyph: '◌', tone: 'grey', label: 'status.draft' },
  pending_approval: { glyph: '⧖', tone: 'violet', label: 'status.pending_approval' },
  approved: { glyph: '✓', tone: 'violet', label: 'status.approved' },
  scheduled: { glyph: '⋯', tone: 'grey', label: 'status.scheduled' },
  deploying: { glyph: '▶', tone: 'blue', label: 'status.deploying' },
  paused: { glyph: '‖', tone: 'amber', label: 'status.paused' },
  rolling_back: { glyph: '↶', tone: 'amber', label: 'status.rolling_back' },
  completed: { glyph: '✓', tone: 'green', label: 'status.completed' },
  completed_with_exceptions: { glyph: '✓', tone: 'amber', label: 'status.completed_with_exceptions' },
  rolled_back: { glyph: '↺', tone: 'slate', label: 'status.rolled_back' },
  rolled_back_with_exceptions: { glyph: '↺', tone: 'amber', label: 'status.rolled_back_with_exceptions' },
  stopped: { glyph: '■', tone: 'amber', label: 'status.stopped' },
  failed: { glyph: '✕', tone: 'red', label: 'status.failed' },
  rejected: { glyph: '✕', tone: 'grey', label: 'status.rejected' },
  cancelled: { glyph: '⊘', tone: 'grey', label: 'status.cancelled' },
  superseded: { glyph: '⇥', tone: 'grey', label: 'status.superseded' },
};

export const TARGET_LOOKS: Readonly<Record<TargetStatus, StatusLook>> = {
  pending: { glyph: '⋯', tone: 'grey', label: 'target.pending' },
  assigned: { glyph: '◔', tone: 'blue', label: 'target.assigned' },
  updating: { glyph: '▶', tone: 'blue', label: 'target.updating' },
  baking: { glyph: '◑', tone: 'blue', label: 'target.baking' },
  succeeded: { glyph: '✓', tone: 'green', label: 'target.succeeded' },
  failed: { glyph: '✕', tone: 'red', label: 'target.failed' },
  timed_out: { glyph: '✕', tone: 'red', label: 'target.timed_out' },
  dark: { glyph: '?', tone: 'hatched', label: 'target.dark' },
  skipped: { glyph: '⇥', tone: 'slate', label: 'target.skipped' },
  reverting: { glyph: '↶', tone: 'amber', label: 'target.reverting' },
  reverted: { glyph: '↺', tone: 'slate', label: 'target.reverted' },
  revert_failed: { glyph: '✕', tone: 'red', label: 'target.revert_failed' },
};

export const TARGET_STATUSES = Object.keys(TARGET_LOOKS) as readonly TargetStatus[];

export const BAD_TARGETS = 'failed,timed_out,dark,revert_failed';

const FINAL: ReadonlySet<ReleaseStatus> = new Set<ReleaseStatus>([
  'completed',
  'completed_with_exceptions',
  'rolled_back',
  'rolled_back_with_exceptions',
  'stopped',
  'failed',
  'rejected',
  'cancelled',
  'superseded',
]);

export const isFinal = (status: ReleaseStatus): boolean => FINAL.has(status);

const NOT_STARTED: ReadonlySet<ReleaseStatus> = new Set(['draft', 'pending_approval', 'approved', 'scheduled']);

export const hasStarted = (status: ReleaseStatus): boolean => !NOT_STARTED.has(status);
