import type { Tone } from '../../../components/ui';
import type { Lifecycle, Presence } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

interface Look {
  readonly glyph: string;
  readonly tone: Tone;
  readonly label: MessageKey;
}

export const PRESENCE_LOOKS: Readonly<Record<Presence, Look>> = {
  online: { glyph: '●', tone: 'green', label: 'presence.online' },
  stale: { glyph: '◐', tone: 'amber', label: 'presence.stale' },
  offline: { glyph: '✕', tone: 'red', label: 'presence.offline' },
  never: { glyph: '?', tone: 'hatched', label: 'presence.never' },
};

export const PRESENCES = Object.keys(PRESENCE_LOOKS) as readonly Presence[];

export const LIFECYCLE_LOOKS: Readonly<Record<Lifecycle, Look>> = {
  observing: { glyph: '◔', tone: 'violet', label: 'lifecycle.observing' },
  active: { glyph: '●', tone: 'green', label: 'lifecycle.active' },
  maintenance: { glyph: '‖', tone: 'amber', label: 'lifecycle.maintenance' },
  drained: { glyph: '○', tone: 'slate', label: 'lifecycle.drained' },
  retired: { glyph: '⊘', tone: 'grey', label: 'lifecycle.retired' },
  replaced: { glyph: '⇥', tone: 'grey', label: 'lifecycle.replaced' },
};

export const LIFECYCLES = Object.keys(LIFECYCLE_LOOKS) as readonly Lifecycle[];

/** Where a person may send a node by hand; adoption has its own button because it says more. */
const MOVES: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  observing: ['retired'],
  active: ['maintenance', 'drained', 'retired'],
  maintenance: ['active', 'drained', 'retired'],
  drained: ['active', 'maintenance', 'retired'],
  retired: ['observing'],
  replaced: [],
};

export const movesFrom = (lifecycle: Lifecycle): readonly Lifecycle[] => MOVES[lifecycle];
