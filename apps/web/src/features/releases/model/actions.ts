import type { ActionState, ConfirmLevel, ReleaseAction, ReleaseDetail } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';
import { hasStarted, isFinal } from './status-look';
import { rollbackVersion } from './versions';

export type ActionKey = ReleaseAction | 'promote-full';

export interface ActionEntry {
  readonly key: ActionKey;
  readonly action: ReleaseAction;
  readonly isDanger: boolean;
  readonly isAllowed: boolean;
  readonly state: ActionState | null;
  readonly label: MessageKey;
  readonly values: Readonly<Record<string, string>>;
  readonly level: ConfirmLevel;
}

/** Always all of them and always in this order, so that a hand finds a button where it was. */
const ORDER: readonly { readonly key: ActionKey; readonly isDanger: boolean }[] = [
  { key: 'submit', isDanger: false },
  { key: 'approve', isDanger: false },
  { key: 'deploy', isDanger: false },
  { key: 'pause', isDanger: false },
  { key: 'resume', isDanger: false },
  { key: 'promote', isDanger: false },
  { key: 'promote-full', isDanger: false },
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
const EXPECTED: readonly ActionKey[] = ['approve', 'deploy', 'resume', 'submit'];

export const expectedAction = (entries: readonly ActionEntry[]): ActionKey | null =>
  EXPECTED.find((key) => entries.some((entry) => entry.key === key && entry.isAllowed)) ?? null;

export function actionEntries(release: ReleaseDetail): readonly ActionEntry[] {
  return ORDER.filter(({ key }) => isInQuestion(key, release)).map(({ key, isDanger }) => {
    const action = key === 'promote-full' ? 'promote' : key;
    const state = release.actions.find(({ id }) => id === action) ?? null;
    return {
      key,
      action,
      isDanger,
      state,
      isAllowed: state?.allowed ?? false,
      ...labelOf(key, release),
      level: levelOf(key, state),
    };
  });
}

/** What can be overridden shows only where it is in the way; most releases never meet any of it. */
const IN_THE_WAY: Readonly<Partial<Record<ActionKey, string>>> = {
  override_soak: 'soak',
  break_glass: 'approval',
};

function isInQuestion(key: ActionKey, { blockedBy }: ReleaseDetail): boolean {
  const kind = IN_THE_WAY[key];
  return kind === undefined || blockedBy.some((block) => block.kind === kind);
}

function levelOf(key: ActionKey, state: ActionState | null): ConfirmLevel {
  // It removes every wait that is left, which is more than the single step the server graded.
  if (key === 'promote-full') return 'typed';
  return state?.confirmLevel ?? 'confirm';
}

/** What is done to single nodes of a release stands beside them and not in the bar. */
export function nodeAction(release: ReleaseDetail, action: 'retry' | 'skip'): ActionEntry {
  const state = release.actions.find(({ id }) => id === action) ?? null;
  const isAllowed = state?.allowed ?? false;
  return {
    key: action,
    action,
    isDanger: false,
    state,
    isAllowed,
    label: `action.${action}`,
    values: {},
    level: levelOf(action, state),
  };
}

function labelOf(key: ActionKey, release: ReleaseDetail): Pick<ActionEntry, 'label' | 'values'> {
  if (key !== 'rollback') return { label: `action.${key}`, values: {} };
  if (!isFinal(release.status) && hasStarted(release.status)) return { label: 'action.undo', values: {} };
  const version = rollbackVersion(release.bins);
  return version === null
    ? { label: 'action.rollback', values: {} }
    : { label: 'action.rollbackTo', values: { version } };
}
