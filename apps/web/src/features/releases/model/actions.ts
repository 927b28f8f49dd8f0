import type { ActionState, ConfirmLevel, ReleaseAction, ReleaseDetail, TargetDetail } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';
import { hasStarted, isFinal } from './status-look';
import { rollbackVersion } from './versions';

export interface ActionEntry {
  readonly key: ReleaseAction;
  readonly isDanger: boolean;
  readonly isAllowed: boolean;
  readonly state: ActionState | null;
  readonly label: MessageKey;
  readonly values: Readonly<Record<string, string>>;
  readonly level: ConfirmLevel;
}

/** Always all of them and always in this order, so that a hand finds a button where it was. */
const ORDER: readonly { readonly key: ReleaseAction; readonly isDanger: boolean }[] = [
  { key: 'submit', isDanger: false },
  { key: 'approve', isDanger: false },
  { key: 'deploy', isDanger: false },
  { key: 'pause', isDanger: false },
  { key: 'resume', isDanger: false },
  { key: 'promote', isDanger: false },
  { key: 'promote_full', isDanger: false },
  { key: 'retry', isDanger: false },
  { key: 'unschedule', isDanger: false },
  { key: 'override_freeze', isDanger: false },
  { key: 'override_soak', isDanger: false },
  { key: 'reject', isDanger: true },
  { key: 'abort', isDanger: true },
  { key: 'rollback', isDanger: true },
  { key: 'cancel', isDanger: true },
  { key: 'break_glass', isDanger: true },
];

/** What one most likely came for, most urgent first; only one button may stand out. */
const EXPECTED: readonly ReleaseAction[] = ['approve', 'deploy', 'resume', 'submit'];

export const expectedAction = (entries: readonly ActionEntry[]): ReleaseAction | null =>
  EXPECTED.find((key) => entries.some((entry) => entry.key === key && entry.isAllowed)) ?? null;

export function actionEntries(release: ReleaseDetail): readonly ActionEntry[] {
  return ORDER.filter(({ key }) => isInQuestion(key, release)).map(({ key, isDanger }) => {
    const state = release.actions.find(({ id }) => id === key) ?? null;
    return {
      key,
      isDanger,
      state,
      isAllowed: state?.allowed ?? false,
      ...labelOf(key, release),
      level: state?.confirmLevel ?? 'confirm',
    };
  });
}

/** What can be overridden shows only where it is in the way; most releases never meet any of it. */
const IN_THE_WAY: Readonly<Partial<Record<ReleaseAction, string>>> = {
  override_soak: 'soak',
  break_glass: 'approval',
};

function isInQuestion(key: ReleaseAction, { blockedBy }: ReleaseDetail): boolean {
  const kind = IN_THE_WAY[key];
  return kind === undefined || blockedBy.some((block) => block.kind === kind);
}

export type NodeAction = 'retry' | 'skip';

type TargetStatus = TargetDetail['status'];

const NOT_ASKED: readonly TargetStatus[] = ['pending', 'staged', 'skipped'];
const LOST: readonly TargetStatus[] = ['failed', 'timed_out', 'dark'];

/** What makes sense for nodes that stand like this: none, once all of them are at work or done. */
export function nodeActionsFor({ status }: ReleaseDetail, nodes: readonly string[]): readonly NodeAction[] {
  if (isFinal(status)) return [];
  const some = (among: readonly string[]): boolean => nodes.some((node) => among.includes(node));
  if (status === 'rolling_back') return some(['revert_failed']) ? ['retry'] : [];
  return [
    ...(some(LOST) ? ['retry' as const] : []),
    ...(some([...NOT_ASKED, ...LOST]) ? ['skip' as const] : []),
  ];
}

/** What is done to single nodes of a release stands beside them and not in the bar. */
export function nodeAction(release: ReleaseDetail, action: NodeAction): ActionEntry {
  const state = release.actions.find(({ id }) => id === action) ?? null;
  return {
    key: action,
    isDanger: false,
    state,
    isAllowed: state?.allowed ?? false,
    label: `action.${action}`,
    values: {},
    level: state?.confirmLevel ?? 'confirm',
  };
}

function labelOf(key: ReleaseAction, release: ReleaseDetail): Pick<ActionEntry, 'label' | 'values'> {
  if (key !== 'rollback') return { label: `action.${key}`, values: {} };
  if (!isFinal(release.status) && hasStarted(release.status)) return { label: 'action.undo', values: {} };
  const version = rollbackVersion(release.bins);
  return version === null
    ? { label: 'action.rollback', values: {} }
    : { label: 'action.rollbackTo', values: { version } };
}
