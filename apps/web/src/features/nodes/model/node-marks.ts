import { IconArrowsDiff, IconLock, IconUsers, type Icon } from '@tabler/icons-react';
import type { Tone } from '../../../components/ui';
import type { FleetNode } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

export const MARKS = ['held', 'drifted', 'quarantined'] as const;
export type Mark = (typeof MARKS)[number];

interface Look {
  readonly icon: Icon;
  readonly tone: Tone;
  readonly label: MessageKey;
  /** The list's own filter for it. */
  readonly parameter: 'isHeld' | 'isDrifted' | 'isQuarantined';
}

export const MARK_LOOKS: Readonly<Record<Mark, Look>> = {
  held: { icon: IconLock, tone: 'blue', label: 'mark.held', parameter: 'isHeld' },
  drifted: { icon: IconArrowsDiff, tone: 'amber', label: 'mark.drifted', parameter: 'isDrifted' },
  quarantined: { icon: IconUsers, tone: 'red', label: 'mark.quarantined', parameter: 'isQuarantined' },
};

export const isMark = (word: string | undefined): word is Mark => MARKS.some((mark) => mark === word);

type Marked = Pick<FleetNode, 'holds' | 'heldLocally' | 'quarantine'> & {
  readonly running: readonly Pick<FleetNode['running'][number], 'drift'>[];
};

const APPLIES: Readonly<Record<Mark, (node: Marked) => boolean>> = {
  held: ({ holds, heldLocally }) => holds.length > 0 || heldLocally !== null,
  drifted: ({ running }) => running.some(({ drift }) => drift !== null),
  quarantined: ({ quarantine }) => quarantine !== null,
};

export const marksOf = (node: Marked): readonly Mark[] => MARKS.filter((mark) => APPLIES[mark](node));
