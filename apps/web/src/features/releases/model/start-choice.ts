import type { MessageKey } from '../../../lib/i18n';
import { serverNow } from '../../../lib/format';
import type { ActionExtras } from '../api/run-action';

export interface StartChoice {
  readonly when: 'now' | 'at' | 'wait' | 'supersede';
  /** Local time as the browser's field writes it; only for `at`. */
  readonly localTime: string;
}

export const NOW: StartChoice = { when: 'now', localTime: '' };

/** Why it can't be asked like this; null when it can. */
export function startFault({ when, localTime }: StartChoice): MessageKey | null {
  if (when !== 'at') return null;
  const at = Date.parse(localTime);
  if (Number.isNaN(at)) return 'start.needsTime';
  return at > serverNow() ? null : 'start.inThePast';
}

export function startAsks(choice: StartChoice): {
  readonly action: 'deploy' | 'schedule';
  readonly extras: ActionExtras;
} {
  if (choice.when === 'at' && startFault(choice) === null)
    return { action: 'schedule', extras: { at: new Date(choice.localTime).toISOString() } };
  if (choice.when === 'wait' || choice.when === 'supersede')
    return { action: 'deploy', extras: { whenBlocked: choice.when } };
  return { action: 'deploy', extras: {} };
}
