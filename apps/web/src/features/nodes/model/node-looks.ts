import {
  IconArrowBarToRight,
  IconBan,
  IconClockExclamation,
  IconDropletOff,
  IconEye,
  IconPlugConnectedX,
  IconPointFilled,
  IconQuestionMark,
  IconTool,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from '../../../components/ui';
import type { Lifecycle, Presence } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

interface Look {
  readonly icon: Icon;
  readonly tone: Tone;
  readonly label: MessageKey;
}

export const PRESENCE_LOOKS: Readonly<Record<Presence, Look>> = {
  online: { icon: IconPointFilled, tone: 'green', label: 'presence.online' },
  stale: { icon: IconClockExclamation, tone: 'amber', label: 'presence.stale' },
  offline: { icon: IconPlugConnectedX, tone: 'red', label: 'presence.offline' },
  never: { icon: IconQuestionMark, tone: 'hatched', label: 'presence.never' },
};

export const PRESENCES = Object.keys(PRESENCE_LOOKS) as readonly Presence[];

export const LIFECYCLE_LOOKS: Readonly<Record<Lifecycle, Look>> = {
  observing: { icon: IconEye, tone: 'violet', label: 'lifecycle.observing' },
  active: { icon: IconPointFilled, tone: 'green', label: 'lifecycle.active' },
  maintenance: { icon: IconTool, tone: 'amber', label: 'lifecycle.maintenance' },
  drained: { icon: IconDropletOff, tone: 'slate', label: 'lifecycle.drained' },
  retired: { icon: IconBan, tone: 'grey', label: 'lifecycle.retired' },
  replaced: { icon: IconArrowBarToRight, tone: 'grey', label: 'lifecycle.replaced' },
};

export const LIFECYCLES = Object.keys(LIFECYCLE_LOOKS) as readonly Lifecycle[];

/** Where a person may send a node by hand; adoption has its own button because it says more. */
const MOVES: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  observing: ['retired'],
  active: ['maintenance', 'drained', 'retired'],
  maintenance: ['active', 'drained', 'retired'],
  drained: ['active', 'maintenance', 'retired'],
  retired: [],
  replaced: [],
};

export const movesFrom = (lifecycle: Lifecycle): readonly Lifecycle[] => MOVES[lifecycle];
