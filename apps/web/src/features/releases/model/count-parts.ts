import type { Tone } from '../../../components/ui';
import type { Counts, TargetStatus } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

interface Kind {
  readonly key: string;
  readonly label: MessageKey;
  readonly tone: Tone;
  readonly statuses: readonly TargetStatus[];
}

/** The order in which the bar is read: what is done, what moves, what is wrong, what waits. */
const KINDS: readonly Kind[] = [
  { key: 'done', label: 'count.done', tone: 'green', statuses: ['succeeded'] },
  {
    key: 'running',
    label: 'count.running',
    tone: 'blue',
    statuses: ['staging', 'assigned', 'updating', 'baking'],
  },
  { key: 'reverted', label: 'count.reverted', tone: 'slate', statuses: ['reverted'] },
  { key: 'reverting', label: 'count.reverting', tone: 'amber', statuses: ['reverting'] },
  { key: 'failed', label: 'count.failed', tone: 'red', statuses: ['failed', 'timed_out', 'revert_failed'] },
  { key: 'dark', label: 'count.dark', tone: 'hatched', statuses: ['dark'] },
  { key: 'skipped', label: 'count.skipped', tone: 'violet', statuses: ['skipped', 'excluded'] },
  { key: 'waiting', label: 'count.waiting', tone: 'grey', statuses: ['pending', 'staged', 'retrying'] },
];

export interface CountKind {
  readonly key: string;
  readonly label: MessageKey;
  readonly tone: Tone;
  readonly count: number;
}

export const countKinds = (counts: Counts): readonly CountKind[] =>
  KINDS.map(({ key, label, tone, statuses }) => ({
    key,
    label,
    tone,
    count: statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0),
  }));

export const badCount = (counts: Counts): number =>
  (counts.failed ?? 0) + (counts.timed_out ?? 0) + (counts.dark ?? 0) + (counts.revert_failed ?? 0);
