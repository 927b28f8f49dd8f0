import type { Tone } from '../../../components/ui';
import type { CiBuild, CiDelivery, CiImport, CiSource, CiStart, SourceKind } from '../../../lib/api';

export const SOURCE_KINDS = [
  'jenkins',
  'gitlab',
  'github',
  'generic',
] as const satisfies readonly SourceKind[];

export const BUILD_STATES = ['running', 'succeeded', 'unstable', 'failed', 'aborted'] as const;
export const DELIVERY_STATES = ['waiting', 'processed', 'ignored', 'failed', 'conflict'] as const;

export const BUILD_TONES: Readonly<Record<CiBuild['state'], Tone>> = {
  running: 'blue',
  succeeded: 'green',
  unstable: 'amber',
  failed: 'red',
  aborted: 'grey',
};

export const DELIVERY_TONES: Readonly<Record<CiDelivery['state'], Tone>> = {
  waiting: 'grey',
  processed: 'green',
  ignored: 'slate',
  failed: 'red',
  conflict: 'amber',
};

export const IMPORT_TONES: Readonly<Record<CiImport['state'], Tone>> = {
  waiting: 'grey',
  fetching: 'blue',
  done: 'green',
  failed: 'amber',
  refused: 'red',
};

export const START_TONES: Readonly<Record<CiStart['state'], Tone>> = {
  asked: 'grey',
  queued: 'grey',
  running: 'blue',
  finished: 'green',
  failed: 'red',
};

export type Health = 'off' | 'unreachable' | 'silent' | 'good';

export const HEALTH_TONES: Readonly<Record<Health, Tone>> = {
  off: 'grey',
  unreachable: 'red',
  silent: 'amber',
  good: 'green',
};

/** One word for how a source stands; what is worse goes first. */
export function healthOf({
  isEnabled,
  circuit,
  lastDeliveryAt,
}: Pick<CiSource, 'isEnabled' | 'circuit' | 'lastDeliveryAt'>): Health {
  if (!isEnabled) return 'off';
  if (circuit.isOpen || circuit.failures > 0) return 'unreachable';
  return lastDeliveryAt === null ? 'silent' : 'good';
}

/** Whether builds can be started and polled from here. */
export const isAskable = ({ kind, baseUrl, hasToken }: Pick<CiSource, 'kind' | 'baseUrl' | 'hasToken'>) =>
  kind === 'jenkins' && baseUrl !== null && hasToken;
