import type { MessageKey, Translate } from '../../lib/i18n';

const KNOWN = [
  'NODE_OFFLINE',
  'NODE_HELD',
  'NODE_LEFT',
  'NODE_QUARANTINED',
  'NODE_DARK',
  'NODE_UNWELL',
  'NODE_DEADLINE',
  'OVERTAKEN',
  'NOT_SEEN_BACK',
  'NOTHING_TO_GO_BACK_TO',
  'UPDATE_FAILED',
  'NOT_HEALTHY',
  'UNHEALTHY_AFTER_ACTIVATION',
  'TRAFFIC_NOT_HEALTHY',
  'START_FAILED',
  'STOP_FAILED',
  'PROGRAM_ENDED',
  'REVERT_FAILED',
  'PREVIOUS_MISSING',
  'NO_SPACE',
  'INTEGRITY_MISMATCH',
  'SIZE_EXCEEDED',
  'DOWNLOAD_CUT',
  'ARCHIVE_UNSAFE',
  'ARCHIVE_INVALID',
  'ARCHIVE_TOO_LARGE',
  'BIN_NOT_CONFIGURED',
  'KIND_MISMATCH',
  'SIDE_BY_SIDE_NOT_CONFIGURED',
  'INTERRUPTED',
  'AGENT_NOT_TALKING',
  'AGENT_ENDED',
  'AGENT_SAYS_FAILED',
] as const;

/** What a code of the engine or of an agent means, in the language of whoever reads; null for codes that are not known. */
export function nodeErrorText(code: string, t: Translate): string | null {
  const known = KNOWN.find((each) => each === code);
  return known ? t(`nodeError.${known}` satisfies MessageKey) : null;
}
