import {
  IconArrowBackUp,
  IconArrowBarToRight,
  IconBan,
  IconCheck,
  IconCircleDotted,
  IconClockHour3,
  IconDots,
  IconDownload,
  IconEye,
  IconHourglass,
  IconPackage,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconQuestionMark,
  IconRefresh,
  IconReplace,
  IconRotate2,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from '../../../components/ui';
import type { ReleaseStatus, TargetStatus } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

export interface StatusLook {
  /** For places that hold only text: the document title. */
  readonly glyph: string;
  readonly icon: Icon;
  readonly tone: Tone;
  readonly label: MessageKey;
}

export const RELEASE_LOOKS: Readonly<Record<ReleaseStatus, StatusLook>> = {
  draft: { glyph: '◌', icon: IconCircleDotted, tone: 'grey', label: 'status.draft' },
  pending_approval: { glyph: '⧖', icon: IconHourglass, tone: 'violet', label: 'status.pending_approval' },
  approved: { glyph: '✓', icon: IconCheck, tone: 'violet', label: 'status.approved' },
  scheduled: { glyph: '◷', icon: IconClockHour3, tone: 'violet', label: 'status.scheduled' },
  deploying: { glyph: '▶', icon: IconPlayerPlayFilled, tone: 'blue', label: 'status.deploying' },
  paused: { glyph: '‖', icon: IconPlayerPauseFilled, tone: 'amber', label: 'status.paused' },
  rolling_back: { glyph: '↶', icon: IconArrowBackUp, tone: 'amber', label: 'status.rolling_back' },
  completed: { glyph: '✓', icon: IconCheck, tone: 'green', label: 'status.completed' },
  completed_with_exceptions: {
    glyph: '✓',
    icon: IconCheck,
    tone: 'amber',
    label: 'status.completed_with_exceptions',
  },
  rolled_back: { glyph: '↺', icon: IconRotate2, tone: 'slate', label: 'status.rolled_back' },
  rolled_back_with_exceptions: {
    glyph: '↺',
    icon: IconRotate2,
    tone: 'amber',
    label: 'status.rolled_back_with_exceptions',
  },
  stopped: { glyph: '■', icon: IconPlayerStopFilled, tone: 'amber', label: 'status.stopped' },
  failed: { glyph: '✕', icon: IconX, tone: 'red', label: 'status.failed' },
  rejected: { glyph: '✕', icon: IconX, tone: 'grey', label: 'status.rejected' },
  cancelled: { glyph: '⊘', icon: IconBan, tone: 'grey', label: 'status.cancelled' },
  superseded: { glyph: '⇄', icon: IconReplace, tone: 'slate', label: 'status.superseded' },
};

export const TARGET_LOOKS: Readonly<Record<TargetStatus, StatusLook>> = {
  pending: { glyph: '⋯', icon: IconDots, tone: 'grey', label: 'target.pending' },
  staging: { glyph: '↓', icon: IconDownload, tone: 'blue', label: 'target.staging' },
  staged: { glyph: '⤓', icon: IconPackage, tone: 'violet', label: 'target.staged' },
  retrying: { glyph: '↻', icon: IconRefresh, tone: 'amber', label: 'target.retrying' },
  excluded: { glyph: '⊘', icon: IconBan, tone: 'slate', label: 'target.excluded' },
  assigned: { glyph: '◔', icon: IconClockHour3, tone: 'blue', label: 'target.assigned' },
  updating: { glyph: '▶', icon: IconPlayerPlayFilled, tone: 'blue', label: 'target.updating' },
  baking: { glyph: '◑', icon: IconEye, tone: 'blue', label: 'target.baking' },
  succeeded: { glyph: '✓', icon: IconCheck, tone: 'green', label: 'target.succeeded' },
  failed: { glyph: '✕', icon: IconX, tone: 'red', label: 'target.failed' },
  timed_out: { glyph: '✕', icon: IconX, tone: 'red', label: 'target.timed_out' },
  dark: { glyph: '?', icon: IconQuestionMark, tone: 'hatched', label: 'target.dark' },
  skipped: { glyph: '⇥', icon: IconArrowBarToRight, tone: 'slate', label: 'target.skipped' },
  reverting: { glyph: '↶', icon: IconArrowBackUp, tone: 'amber', label: 'target.reverting' },
  reverted: { glyph: '↺', icon: IconRotate2, tone: 'slate', label: 'target.reverted' },
  revert_failed: { glyph: '✕', icon: IconX, tone: 'red', label: 'target.revert_failed' },
};

export const TARGET_STATUSES = Object.keys(TARGET_LOOKS) as readonly TargetStatus[];

export const BAD_TARGETS = 'failed,timed_out,dark,revert_failed';

/** `given_up`: ended without anything that went wrong on the nodes. */
type Phase = 'draft' | 'waiting' | 'running' | 'good' | 'bad' | 'given_up';

const PHASES: Readonly<Record<ReleaseStatus, Phase>> = {
  draft: 'draft',
  pending_approval: 'waiting',
  approved: 'waiting',
  scheduled: 'waiting',
  deploying: 'running',
  paused: 'running',
  rolling_back: 'running',
  completed: 'good',
  completed_with_exceptions: 'bad',
  rolled_back: 'bad',
  rolled_back_with_exceptions: 'bad',
  stopped: 'bad',
  failed: 'bad',
  rejected: 'given_up',
  cancelled: 'given_up',
  superseded: 'given_up',
};

const FINAL: readonly Phase[] = ['good', 'bad', 'given_up'];
const NOT_STARTED: readonly Phase[] = ['draft', 'waiting'];

export const phaseOf = (status: ReleaseStatus): Phase => PHASES[status];

/** For lists that are filtered by status. */
export const statusesOf = (...phases: readonly Phase[]): readonly ReleaseStatus[] =>
  (Object.keys(PHASES) as ReleaseStatus[]).filter((status) => phases.includes(PHASES[status]));

export const isFinal = (status: ReleaseStatus): boolean => FINAL.includes(PHASES[status]);

export const hasStarted = (status: ReleaseStatus): boolean => !NOT_STARTED.includes(PHASES[status]);
